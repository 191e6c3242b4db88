// Gives each field with a text to copy (CopyField.razor) a button that does so.
for (const field of document.querySelectorAll("[data-copy]")) {
  const text = field.querySelector("input, textarea");
  const button = document.createElement("button");
  button.type = "button";
  button.className = "cdx-button";
  button.textContent = field.dataset.copy;
  // Buttons of one page differ in what they copy.
  button.setAttribute("aria-label", `${field.dataset.copy}: ${field.querySelector(".cdx-label__label__text").textContent.trim()}`);
  const told = document.createElement("span");
  told.className = "copy-field__told";
  told.setAttribute("role", "status");
  button.addEventListener("click", async () => {
    text.select();
    // Browsers lend the clipboard only to pages that came by https; the marked text is copied in the old way there.
    if (navigator.clipboard) await navigator.clipboard.writeText(text.value);
    else document.execCommand("copy");
    told.textContent = field.dataset.copied;
  });
  const actions = document.createElement("div");
  actions.className = "copy-field__actions";
  actions.append(button, told);
  field.append(actions);
}
