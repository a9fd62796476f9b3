// Says that the connection is lost, once that lasts longer than a moment.
import { useLocation } from "@solidjs/router";
import { createEffect, createSignal, on, onCleanup, Show, type JSX } from "solid-js";
import { A } from "@solidjs/router";
import { t } from "../../i18n/index.ts";
import type { LiveState } from "@ai-learning/client/socket";

const longEnough = 1_500;

export function LiveNote(props: { state: LiveState }): JSX.Element {
  const location = useLocation();
  const [shown, setShown] = createSignal<LiveState>("open");
  let timer: ReturnType<typeof setTimeout> | undefined;
  createEffect(
    on(
      () => props.state,
      (state) => {
        clearTimeout(timer);
        if (state !== "offline" && state !== "connecting") setShown(state);
        else timer = setTimeout(() => setShown(state), shown() === "open" ? longEnough : 0);
      },
    ),
  );
  onCleanup(() => clearTimeout(timer));
  return (
    <div role="status" class="composer-note">
      <Show when={shown() === "offline"}>
        <p>
          {t("chat").live.offline} {t("chat").offlineText}
        </p>
      </Show>
      <Show when={shown() === "refused"}>
        <p>
          {t("chat").refusedText}{" "}
          <A href={`/sign-in?next=${encodeURIComponent(location.pathname)}`}>
            {t().account.signIn}
          </A>
        </p>
      </Show>
    </div>
  );
}
