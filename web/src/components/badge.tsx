// A word about a state. The word says it; the colour only helps.
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

/** The state of a track or a module, by the contract's name, in the words given. */
export function StatusChip(props: { status: string; label: string }): JSX.Element {
  return <Badge tone={tones[props.status]}>{props.label}</Badge>;
}
