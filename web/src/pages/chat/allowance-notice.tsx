// What is left of the day's allowance, in words and as a meter. Most chats never show it: it is loaded when one does.
import { A } from "@solidjs/router";
import type { Usage } from "@ai-learning/protocol/user";
import type { JSX } from "solid-js";
import { Meter } from "../../components/meter.tsx";
import { formatTime } from "../../i18n/format.ts";
import { t } from "../../i18n/index.ts";
import { leftPart, leftPercent, lowPart } from "../../state/usage.ts";
import "./allowance.css";

/** `isRefused`: there is too little of it for what was asked. */
export default function AllowanceNotice(props: { usage: Usage; isRefused: boolean }): JSX.Element {
  const text = (): string => {
    const time = formatTime(props.usage.renews_at);
    const { left, tooLittle, usedUp } = t("chatParts").allowance;
    if (props.usage.left === 0) return usedUp(time);
    return (props.isRefused ? tooLittle : left)(leftPercent(props.usage), time);
  };
  return (
    <div class="allowance">
      <p>
        {text()} <A href="/usage">{t().app.usage}</A>
      </p>
      <Meter
        value={leftPart(props.usage)}
        low={lowPart}
        label={t("chatParts").allowance.label}
        text={text()}
      />
    </div>
  );
}
