// What the learner wrote, as this kind of chat shows it.
import type { JSX } from "solid-js";
import { useRoom } from "./room-context.ts";

export function Written(props: { text: string }): JSX.Element {
  const { Text } = useRoom();
  return Text ? <Text text={props.text} /> : <p class="question-text">{props.text}</p>;
}
