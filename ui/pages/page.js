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
// An answer as text: what it says, its quotes, and the address that asks it again.
const copied = (reply) => {
  const said = [...reply.querySelectorAll(".answer, .against, .quotes li")].map((one) => one.innerText.trim());
  return [...said, reply.querySelector(".keep a[href^='?']")?.href ?? ""].join("\n");
};
document.addEventListener("click", async (event) => {
  const link = event.target.closest?.("a[href]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (link.getAttribute("href") === "#copy") {
    event.preventDefault();
    await navigator.clipboard.writeText(copied(link.closest(".reply")));
    link.textContent = "Copied";
    return;
  }
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
// A new answer is seen from its question on.
let asked = 0;
const seen = () => {
  const questions = document.querySelectorAll("#chat .asked");
  const last = questions[questions.length - 1];
  const box = last?.closest("#chat [role=log]");
  if (box && questions.length > asked) box.scrollTop += last.getBoundingClientRect().top - box.getBoundingClientRect().top - 40;
  asked = questions.length;
};
new MutationObserver((_, waiting) => {
  const chat = document.getElementById("chat");
  if (!chat) return;
  waiting.disconnect();
  new MutationObserver(seen).observe(chat, { childList: true, subtree: true });
}).observe(document, { childList: true, subtree: true });
