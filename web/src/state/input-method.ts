// Keys that belong to an input method (Japanese, Chinese, Korean, dead keys) are nobody else's: the Enter that takes
// over a word sends nothing, the Escape that drops it closes nothing.

/** The code of a key that an input method has handled. */
const handled = 229;

/**
 * Hides the keys of input methods from the whole page, forms and dialogs included.
 *
 * Safari ends the composition before the key that ended it: such a key is no longer composing, and only its old
 * `keyCode` tells. A moment after the composition is not told by the clock: Korean is typed with an Enter that ends a
 * syllable and then means Enter.
 */
export function keepKeysOfInputMethods(): void {
  addEventListener(
    "keydown",
    (event) => {
      // oxlint-disable-next-line typescript/no-deprecated -- nothing else tells in Safari
      if (!event.isComposing && event.keyCode !== handled) return;
      event.stopImmediatePropagation();
      // The text is in the field already: what is left of the key would send the form.
      if (event.key === "Enter" && !event.isComposing) event.preventDefault();
    },
    true,
  );
}
