// Scrolls with the newest text while the reader is at the end, and not otherwise.
import { createSignal, onCleanup, onMount, type Accessor } from "solid-js";

export interface Follow {
  /** The end of the transcript is in view. */
  readonly isAtEnd: Accessor<boolean>;
  /** Scrolls to the end and follows it. */
  readonly toEnd: () => void;
  /** Sets the element whose growth is followed. */
  readonly watch: (element: HTMLElement) => void;
  /** Call after content was inserted above the reader's place. */
  readonly keepPlace: () => void;
  /** The listener is called when the reader scrolls near the top of the shown messages. */
  readonly onNearStart: (listener: () => void) => void;
}

/** Pixels. */
const atEnd = 24;
const nearStart = 600;

const wholePage = (): Element => document.scrollingElement ?? document.documentElement;

/**
 * `hasText`: false for an empty chat, which is not scrolled.
 * `page`: what scrolls; the document unless another element does.
 */
export function createFollow(hasText: () => boolean, page = wholePage): Follow {
  const below = (): number => page().scrollHeight - page().clientHeight - page().scrollTop;
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
    // Only the reader scrolls upwards: that ends the following.
    if (below() <= atEnd && !isUp) isFollowing = true;
    else if (isUp && below() > 1) isFollowing = false;
    settle();
    if (isUp && top < nearStart) tellNearStart();
  }

  const sizes = new ResizeObserver(grown);
  onMount(() => {
    // Captured: an element's own scrolling does not bubble.
    addEventListener("scroll", scrolled, { passive: true, capture: page !== wholePage });
    addEventListener("resize", grown);
  });
  onCleanup(() => {
    removeEventListener("scroll", scrolled, { capture: page !== wholePage });
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
