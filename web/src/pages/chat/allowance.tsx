// What is left of the day's allowance, shown beside the field once it is low.
import { Show, type JSX } from "solid-js";
import { isLow, isShort } from "../../state/usage.ts";
import { optional } from "./parts.tsx";
import { useRoom } from "./room-context.ts";
import { isRefusal } from "./watch-usage.ts";

const Notice = optional(() => import("./allowance-notice.tsx"));

export function Allowance(): JSX.Element {
  const room = useRoom();
  /** A request has been refused: an answer may need more than what is left. */
  const isRefused = (): boolean =>
    isRefusal(room.requests.error()) ||
    room.unsent().some((one) => one.refused === "budget_exhausted");
  const low = () => {
    const usage = room.usage.value();
    // The user's own model does not use it.
    if (usage === undefined || room.model.value()?.has_custom_key) return undefined;
    return isLow(usage) || (isRefused() && isShort(usage)) ? usage : undefined;
  };
  return (
    <div role="status">
      <Show when={low()}>{(usage) => <Notice usage={usage()} isRefused={isRefused()} />}</Show>
    </div>
  );
}
