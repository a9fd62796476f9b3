// Keeps the newest text in view while the reader is at the end, and leaves them alone otherwise.
import { createSignal, onCleanup, onMount, type Accessor } from "solid-js";

export interface Follow {
  /** The reader sees the end. */
  readonly isAtEnd: Accessor<boolean>;
  /** Goes to the end and stays there. */
  readonly toEnd: () => void;
  /** What grows. */
  readonly watch: (element: HTMLElement) => void;
  /** Something was put above what is read: call when it has been. */
  readonly keepPlace: () => void;
  /** Called when the reader comes near the beginning of what is shown. */
  readonly onNearStart: (listener: () => void) => void;
}

/** Pixels. */
const atEnd = 24;
const nearStart = 600;

const page = (): Element => document.scrollingElement ?? document.documentElement;

const below = (): number => page().scrollHeight - page().clientHeight - page().scrollTop;

/** `hasText`: there is something to read; an empty chat stays where it is. */
export function createFollow(hasText: () => boolean): Follow {
  const [isAtEnd, setIsAtEnd] = createSignal(true);
  let isFollowing = true;
  let lastTop = 0;
  let lastHeight = 0;
  let tellNearStart = (): void => undefined;

  function jump(): void {
    page().scrollTo({ top: page().scrollHeight, behavior: "instant" });
  }

  function settle(): void {
    lastHeight = page().scrollHeight;
    lastTop = page().scrollTop;
    setIsAtEnd(isFollowing || !hasText() || below() <= atEnd);
  }

  function grown(): void {
    if (isFollowing && hasText()) jump();
    settle();
  }

  function scrolled(): void {
    const top = page().scrollTop;
    const isUp = top < lastTop - 1;
    // Upwards is the reader's own doing, however little it is.
    if (below() <= atEnd && !isUp) isFollowing = true;
    else if (isUp && below() > 1) isFollowing = false;
    settle();
    if (isUp && top < nearStart) tellNearStart();
  }

  const sizes = new ResizeObserver(grown);
  onMount(() => {
    addEventListener("scroll", scrolled, { passive: true });
    addEventListener("resize", grown);
  });
  onCleanup(() => {
    removeEventListener("scroll", scrolled);
    removeEventListener("resize", grown);
    sizes.disconnect();
  });

  return {
    isAtEnd,
    toEnd() {
      isFollowing = true;
      grown();
    },
    watch: (element) => sizes.observe(element),
    keepPlace() {
      if (!isFollowing) page().scrollTop += page().scrollHeight - lastHeight;
      settle();
    },
    onNearStart(listener) {
      tellNearStart = listener;
    },
  };
}
