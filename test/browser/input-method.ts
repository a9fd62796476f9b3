// Typing with an input method, key for key as browsers report it.
import type { Page } from "playwright-core";

/** The code of a key that an input method has handled. */
const handled = 229;

/**
 * Writes `text` through an input method into the field that has the focus. On the way the method takes `keys` for
 * itself; at the end its Enter comes as Safari reports it: after the composition, and no longer composing.
 */
export async function compose(page: Page, text: string, keys: readonly string[]): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const whole = { selectionStart: text.length, selectionEnd: text.length };
  await session.send("Input.imeSetComposition", { text, ...whole });
  for (const key of keys) {
    await session.send("Input.dispatchKeyEvent", {
      type: "rawKeyDown",
      key,
      code: key,
      windowsVirtualKeyCode: handled,
    });
  }
  await session.send("Input.insertText", { text });
  const enter = { key: "Enter", code: "Enter" };
  // The character makes a browser send the form unless the key is taken from it.
  await session.send("Input.dispatchKeyEvent", {
    type: "keyDown",
    ...enter,
    windowsVirtualKeyCode: handled,
    text: "\r",
  });
  await session.send("Input.dispatchKeyEvent", {
    type: "keyUp",
    ...enter,
    windowsVirtualKeyCode: 13,
  });
  await session.detach();
}
