// Citations open beside the chat: links of the reader lead into its frame, and the frame comes into view.
document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[href]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const address = new URL(link.href, document.baseURI);
  const frames = document.querySelectorAll('iframe[name="reader"]');
  if (address.origin !== location.origin || !/\/read(\/|$)/.test(address.pathname)) {
    if (address.origin === location.origin) link.removeAttribute("target");
    return;
  }
  const frame = [...frames].find((one) => one.offsetParent);
  if (!frame) return;
  event.preventDefault();
  frame.contentWindow.location.assign(address);
  frame.scrollIntoView({ block: "nearest" });
});
