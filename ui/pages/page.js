// Words open where they are cited: beside the chat, or in a drawer where no reader is in sight.
const drawer = () => {
  const found = document.getElementById("drawer");
  if (found) return found;
  const made = document.createElement("aside");
  made.id = "drawer";
  made.setAttribute("aria-label", "Source document");
  made.innerHTML = '<button type="button">Close</button><iframe name="reader" title="Source document"></iframe>';
  made.firstChild.addEventListener("click", () => close(made));
  document.body.append(made);
  return made;
};
let opener = null;
const close = (made) => {
  made.hidden = true;
  opener?.focus();
};
const reader = (link) => {
  const beside = [...document.querySelectorAll("iframe[name=reader]")].find((one) => one.offsetParent && !one.closest("#drawer"));
  if (beside) return beside;
  const made = drawer();
  made.hidden = false;
  opener = link;
  made.firstChild.focus();
  return made.lastChild;
};
document.addEventListener("keydown", (event) => {
  const made = document.getElementById("drawer");
  if (event.key === "Escape" && made && !made.hidden) close(made);
});
document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[href]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const address = new URL(link.href, document.baseURI);
  if (address.origin !== location.origin) return;
  if (!/\/(read|preview)(\/|$)/.test(address.pathname)) {
    link.removeAttribute("target");
    return;
  }
  event.preventDefault();
  const frame = reader(link);
  frame.src = address;
  frame.scrollIntoView({ block: "nearest" });
});
