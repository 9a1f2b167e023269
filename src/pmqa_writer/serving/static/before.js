"use strict";
// The terminal puts style sheets into the page itself. The page allows only those that carry its nonce.
{
  const nonce = document.currentScript.dataset.nonce;
  const create = document.createElement.bind(document);
  document.createElement = (name, ...options) => {
    const element = create(name, ...options);
    if (String(name).toLowerCase() === "style") element.nonce = nonce;
    return element;
  };
}
// Browsers give the clipboard to encrypted pages only, which a workshop's are not. Copying works in the old way too.
if (!navigator.clipboard) {
  const writeText = async (text) => {
    const focused = document.activeElement;
    const area = document.createElement("textarea");
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
    focused?.focus();
  };
  Object.defineProperty(navigator, "clipboard", { value: { writeText, readText: async () => "" } });
}
