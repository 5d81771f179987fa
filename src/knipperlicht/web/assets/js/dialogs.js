// [data-dialog-open="id"], [data-dialog-close]; [data-confirm="question"] on forms and buttons; hx-confirm.
import { on } from "./dom.js";

function ask(question, { title, yes } = {}) {
  const dialog = document.getElementById("confirm");
  if (!dialog?.showModal) return Promise.resolve(confirm(question));
  const heading = dialog.querySelector("#confirm-title");
  const button = dialog.querySelector("[data-confirm-go]");
  heading.dataset.plain ??= heading.textContent;
  button.dataset.plain ??= button.textContent;
  heading.textContent = title ?? heading.dataset.plain;
  button.textContent = yes ?? button.dataset.plain;
  dialog.querySelector("#confirm-text").textContent = question;
  dialog.returnValue = "";
  dialog.showModal();
  return new Promise((resolve) => {
    button.onclick = () => dialog.close("yes");
    dialog.onclose = () => resolve(dialog.returnValue === "yes");
  });
}

export function dialogs() {
  on("click", "[data-dialog-open]", (_event, button) => document.getElementById(button.dataset.dialogOpen)?.showModal());
  on("click", "[data-dialog-close]", (_event, button) => button.closest("dialog").close(""));
  on("click", "dialog", (event, dialog) => { if (event.target === dialog) dialog.close(""); });

  document.addEventListener("submit", async (event) => {
    const form = event.target;
    const by = event.submitter;
    const asker = by?.dataset.confirm ? by : form.dataset.confirm ? form : null;
    if (!asker || form.dataset.confirmed !== undefined) return delete form.dataset.confirmed;
    event.preventDefault();
    event.stopPropagation();
    const { confirm: question, confirmTitle: title, confirmYes: yes } = asker.dataset;
    if (await ask(question, { title, yes })) {
      form.dataset.confirmed = "";
      form.requestSubmit(by ?? undefined);
    }
  }, true);

  document.addEventListener("htmx:confirm", async (event) => {
    const { question, elt, issueRequest } = event.detail;
    if (!question) return;
    event.preventDefault();
    if (await ask(question, { title: elt.dataset.confirmTitle, yes: elt.dataset.confirmYes })) issueRequest(true);
  });
}
