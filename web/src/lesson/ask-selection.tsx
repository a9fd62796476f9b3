// A button beside what is selected in the lesson: it asks the mentor about that passage.
import { createSignal, onCleanup, onMount, Show, type JSX } from "solid-js";
import { systemClock } from "@ai-learning/client/clock";
import { Button } from "../components/button.tsx";
import { passageOf } from "./passage.ts";
import { words } from "./words.ts";

/** Milliseconds that a selection stays as it is before the button appears: it is not to flicker while one selects. */
const restMs = 250;

/** Pixels between the selection and the button: the handles of a touch screen need room. */
const gap = { mouse: 8, touch: 28 };

interface Place {
  readonly passage: string;
  /** Of the button's upper edge and its middle, from the box of the text. */
  readonly top: number;
  readonly middle: number;
}

/** The selection in a box, if it is one: where it ends, and what it says. */
function selectedIn(box: HTMLElement, isTouch: boolean): Place | undefined {
  const selection = getSelection();
  if (selection === null || selection.isCollapsed || selection.rangeCount === 0) return undefined;
  const range = selection.getRangeAt(0);
  const passage = passageOf(selection.toString());
  if (passage === "" || !box.contains(range.commonAncestorContainer)) return undefined;
  const outer = box.getBoundingClientRect();
  const all = [...range.getClientRects()].filter(({ width }) => width > 0);
  const last = all.at(-1) ?? range.getBoundingClientRect();
  return {
    passage,
    top: last.bottom - outer.top + (isTouch ? gap.touch : gap.mouse),
    middle: last.left + last.width / 2 - outer.left,
  };
}

/** `box`: the text, and what the button is placed in. */
export function AskSelection(props: {
  box: HTMLElement;
  onAsk: (passage: string) => void;
}): JSX.Element {
  const [place, setPlace] = createSignal<Place>();
  const events = new AbortController();
  let isPressed = false;
  let isTouch = false;
  let stopWaiting = (): void => undefined;

  function look(): void {
    stopWaiting();
    if (getSelection()?.isCollapsed !== false) setPlace(undefined);
    else if (!isPressed) {
      stopWaiting = systemClock.after(restMs, () => setPlace(selectedIn(props.box, isTouch)));
    }
  }

  onMount(() => {
    const { signal } = events;
    document.addEventListener("selectionchange", look, { signal });
    document.addEventListener(
      "pointerdown",
      ({ pointerType }) => {
        isTouch = pointerType !== "mouse";
        // Fingers move handles that are the system's own: no end of it is told.
        isPressed = !isTouch;
      },
      { signal, capture: true },
    );
    for (const name of ["pointerup", "pointercancel"] as const) {
      document.addEventListener(
        name,
        () => {
          isPressed = false;
          look();
        },
        { signal, capture: true },
      );
    }
  });
  onCleanup(() => {
    stopWaiting();
    events.abort();
  });

  function put(button: HTMLElement, { top, middle }: Place): void {
    const left = middle - button.offsetWidth / 2;
    const right = props.box.clientWidth - button.offsetWidth;
    button.style.setProperty("top", `${String(Math.round(top))}px`);
    button.style.setProperty("left", `${String(Math.round(Math.max(0, Math.min(left, right))))}px`);
  }

  return (
    <Show keyed when={place()}>
      {(now) => (
        <div
          class="lesson-ask"
          ref={(box) => queueMicrotask(() => put(box, now))}
          // The click must not take the selection away before it is asked about.
          onPointerDown={(event) => event.preventDefault()}
        >
          <Button
            variant="primary"
            size="small"
            icon="chat"
            onClick={() => {
              setPlace(undefined);
              getSelection()?.removeAllRanges();
              props.onAsk(now.passage);
            }}
          >
            {words().ask}
          </Button>
        </div>
      )}
    </Show>
  );
}
