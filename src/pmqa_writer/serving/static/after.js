"use strict";
{
  // The terminal measures its cells once, so the fonts must be there before it does.
  const start = window.onload;
  window.onload = null;
  const fonts = ["16px 'Thai Term'", "bold 16px 'Thai Term'"].map((font) => document.fonts.load(font, "ก้"));
  fonts.push(document.fonts.load("16px 'Roboto Mono'", "W"));
  const loaded = new Promise((resolve) => window.addEventListener("load", resolve));
  Promise.all([loaded, Promise.allSettled(fonts)]).then(([event]) => {
    // Typing goes to the terminal from the first picture on; it cannot send before.
    const focus = (_changes, watching) => {
      if (!document.body.classList.contains("-first-byte")) return;
      watching.disconnect();
      document.querySelector(".xterm-helper-textarea").focus();
    };
    new MutationObserver(focus).observe(document.body, { attributes: true });
    start(event);
  });
  // Ctrl+V pastes what was copied in any program: the browser does it, unless the terminal takes the key first.
  document.addEventListener(
    "keydown",
    (event) => {
      if (event.ctrlKey && !event.altKey && !event.metaKey && event.code === "KeyV") event.stopPropagation();
    },
    true,
  );
  // Browsers keep Ctrl+N for themselves, so Alt+N does the same here, and Alt+P goes with it; on any layout.
  const keys = { KeyN: [78, "n"], KeyP: [80, "p"] };
  document.addEventListener(
    "keydown",
    (event) => {
      if (!event.isTrusted || !event.altKey || event.ctrlKey || event.metaKey || !(event.code in keys)) return;
      event.preventDefault();
      event.stopPropagation();
      const [keyCode, key] = keys[event.code];
      const settings = { key, keyCode, code: event.code, ctrlKey: true, bubbles: true, cancelable: true };
      event.target.dispatchEvent(new KeyboardEvent("keydown", settings));
    },
    true,
  );
}
