// A label for a state. Its colour adds to the word and never replaces it.
import type { JSX } from "solid-js";
import "./badge.css";

export type Tone = "neutral" | "accent" | "good" | "warn" | "danger";

export function Badge(props: { tone?: Tone | undefined; children: JSX.Element }): JSX.Element {
  return (
    <span class="badge" data-tone={props.tone ?? "neutral"}>
      {props.children}
    </span>
  );
}

const tones: Readonly<Record<string, Tone>> = {
  planning: "warn",
  active: "accent",
  in_progress: "accent",
  completed: "good",
};

/** The status of a track or a module: the contract's value picks the colour, the label is the text. */
export function StatusChip(props: { status: string; label: string }): JSX.Element {
  return <Badge tone={tones[props.status]}>{props.label}</Badge>;
}
