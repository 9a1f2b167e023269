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
