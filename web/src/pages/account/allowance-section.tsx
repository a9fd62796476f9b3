// The day's allowance.
import { A } from "@solidjs/router";
import { Match, Show, Switch, type JSX } from "solid-js";
import { call } from "../../api.ts";
import { keepFresh } from "../../state/changes.ts";
import { Meter } from "../../components/meter.tsx";
import { Skeleton } from "../../components/spinner.tsx";
import { Failure } from "../../layout/failure.tsx";
import { formatDateTime, formatNumber } from "../../i18n/format.ts";
import { t } from "../../i18n/index.ts";
import { createLoad } from "../../state/load.ts";
import { isGuest, user } from "../../state/current-user.ts";
import { leftPart, lowPart } from "../../state/usage.ts";
import { Section } from "./section.tsx";

export function AllowanceSection(): JSX.Element {
  const usage = createLoad(
    () => user()?.id,
    (_, signal) => call("usage", { signal }),
  );
  keepFresh(usage);
  const failed = () => {
    const now = usage.now();
    return now.state === "failed" && now.value === undefined ? now : undefined;
  };
  const words = () => t("myAccount").allowance;

  return (
    <Section title={words().title}>
      <Switch fallback={<Skeleton lines={2} label={t().app.loading} />}>
        <Match when={failed()}>
          {(now) => <Failure title={words().failed} error={now().error} onRetry={usage.retry} />}
        </Match>
        <Match when={usage.value()}>
          {(value) => {
            const left = (): string =>
              words().left(formatNumber(value().left), formatNumber(value().limit));
            return (
              <>
                <p>
                  <strong>{left()}</strong>
                </p>
                <Meter
                  value={leftPart(value())}
                  low={lowPart}
                  label={words().title}
                  text={left()}
                />
                <p class="soft">
                  {words().renews(formatDateTime(value().renews_at))}
                  <Show when={value().reserved > 0}>
                    {" "}
                    {words().reserved(formatNumber(value().reserved))}
                  </Show>
                  <Show when={isGuest()}> {words().more}</Show>
                </p>
                <p class="soft small">
                  {words().about} <A href="/usage">{t().app.usage}</A>
                </p>
              </>
            );
          }}
        </Match>
      </Switch>
    </Section>
  );
}
