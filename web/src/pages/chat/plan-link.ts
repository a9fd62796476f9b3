// How a plan's message in the chat and the panel that shows the plan know of each other.
import { createSignal } from "solid-js";

/** The message whose plan the panel shows. */
export const [shownIn, setShownIn] = createSignal<string | null>(null);

/** Counts the times that the plan was asked to be shown. */
export const [asked, setAsked] = createSignal(0);
