// Copies the way browsers did before there was a clipboard for scripts: a field with the text is selected and copied.
// Focus and selection are as before afterwards.

/** Copies a text; false when the browser refused. `near` is where the focus may go meanwhile: inside an open dialog. */
export default function copySelected(text: string, near: Element): boolean {
  const { activeElement } = document;
  const selection = getSelection();
  const range = selection?.rangeCount ? selection.getRangeAt(0) : null;
  const field = document.createElement("textarea");
  field.className = "visually-hidden";
  field.readOnly = true;
  field.value = text;
  near.after(field);
  field.focus({ preventScroll: true });
  field.select();
  try {
    // oxlint-disable-next-line typescript/no-deprecated -- there is no other way on plain http
    return document.execCommand("copy");
  } finally {
    field.remove();
    selection?.removeAllRanges();
    if (range !== null) selection?.addRange(range);
    if (activeElement instanceof HTMLElement) activeElement.focus({ preventScroll: true });
  }
}
