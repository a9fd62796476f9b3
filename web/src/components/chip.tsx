// A small pill to press: an example, a preset, a choice that can be taken back.
import { splitProps, type JSX } from "solid-js";
import "./chip.css";

type ChipProps = Omit<JSX.ButtonHTMLAttributes<HTMLButtonElement>, "aria-pressed"> & {
  /** For a chip that stays pressed. */
  pressed?: boolean | undefined;
};

export function Chip(props: ChipProps): JSX.Element {
  const [own, rest] = splitProps(props, ["pressed"]);
  return <button type="button" class="chip" aria-pressed={own.pressed} {...rest} />;
}
