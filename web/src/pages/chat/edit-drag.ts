// Drags a row of a list to another place with a pointer: a mouse, a pen or a finger.

interface Drag {
  readonly list: HTMLElement;
  readonly row: HTMLElement;
  /** The row was dropped in another place. */
  readonly onDrop: (to: number) => void;
}

/** Pixels from the edge of what scrolls within which it does, and how far a frame. */
const edge = 48;
const step = 8;

const half = 2;

/** Begins at a `pointerdown` on the row's handle, and ends with the pointer; Escape leaves the row where it was. */
export function drag(event: PointerEvent, { list, row, onDrop }: Drag): void {
  const handle = event.currentTarget;
  if (!(handle instanceof HTMLElement) || event.button !== 0) return;
  event.preventDefault();
  const rows = [...list.children].filter((one) => one instanceof HTMLElement);
  const from = rows.indexOf(row);
  const listTop = (): number => list.getBoundingClientRect().top;
  const boxes = rows.map((one) => {
    const { top, height } = one.getBoundingClientRect();
    return { middle: top - listTop() + height / half, height };
  });
  const scroller = list.closest<HTMLElement>("[data-scrolls]") ?? document.documentElement;
  const start = event.clientY - listTop();
  let y = event.clientY;
  let to = from;
  let frame = 0;

  function place(): void {
    const own = boxes[from];
    if (own === undefined) return;
    const offset = y - listTop() - start;
    to = boxes.filter((one) => one !== own && one.middle < own.middle + offset).length;
    for (const [at, one] of rows.entries()) {
      const isAfter = at > from && at <= to;
      const isBefore = at < from && at >= to;
      const shift = isAfter ? -own.height : isBefore ? own.height : 0;
      one.style.transform = `translateY(${String(at === from ? offset : shift)}px)`;
    }
  }

  function scroll(): void {
    const { top, bottom } = scroller.getBoundingClientRect();
    if (y < top + edge) scroller.scrollTop -= step;
    else if (y > Math.min(bottom, innerHeight) - edge) scroller.scrollTop += step;
    place();
    frame = requestAnimationFrame(scroll);
  }

  const over = new AbortController();
  function end(isDropped: boolean): void {
    over.abort();
    cancelAnimationFrame(frame);
    for (const one of rows) one.style.transform = "";
    delete list.dataset["dragging"];
    delete row.dataset["dragged"];
    if (isDropped && to !== from) onDrop(to);
  }
  const { signal } = over;
  list.dataset["dragging"] = "";
  row.dataset["dragged"] = "";
  handle.setPointerCapture(event.pointerId);
  handle.addEventListener("pointermove", (move) => (y = move.clientY), { signal });
  handle.addEventListener("pointerup", () => end(true), { signal });
  handle.addEventListener("lostpointercapture", () => end(false), { signal });
  addEventListener(
    "keydown",
    (key) => {
      if (key.key !== "Escape") return;
      // It ends the drag, and does not close the sheet as well.
      key.stopPropagation();
      end(false);
    },
    { signal, capture: true },
  );
  frame = requestAnimationFrame(scroll);
}
