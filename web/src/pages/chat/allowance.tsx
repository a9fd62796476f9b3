// What is left of the day's allowance, shown beside the field once it is low.
import type { Usage } from "@ai-learning/protocol/user";
import { A } from "@solidjs/router";
import { Show, type JSX } from "solid-js";
import { Meter } from "../../components/meter.tsx";
import { formatTime } from "../../i18n/format.ts";
import { isLow, isShort, leftPart, leftPercent, lowPart } from "../../state/usage.ts";
import { t } from "../../i18n/index.ts";
import "./allowance.css";
import { useRoom } from "./room-context.ts";
import { isRefusal } from "./watch-usage.ts";

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
  const textOf = (usage: Usage): string => {
    const time = formatTime(usage.renews_at);
    const { left, tooLittle, usedUp } = t("chat").allowance;
    if (usage.left === 0) return usedUp(time);
    return (isRefused() ? tooLittle : left)(leftPercent(usage), time);
  };
  return (
    <div role="status">
      <Show when={low()}>
        {(usage) => {
          const text = (): string => textOf(usage());
          return (
            <div class="allowance">
              <p>
                {text()} <A href="/usage">{t().app.usage}</A>
              </p>
              <Meter
                value={leftPart(usage())}
                low={lowPart}
                label={t("chat").allowance.label}
                text={text()}
              />
            </div>
          );
        }}
      </Show>
    </div>
  );
}
