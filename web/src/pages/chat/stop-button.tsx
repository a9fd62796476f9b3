// Ends the answer that is being written. What was written stays.
import { onCleanup, Show, type JSX } from "solid-js";
import { Button } from "../../components/button.tsx";
import { t } from "../../i18n/index.ts";
import { useRoom } from "./room-context.ts";

/** Beside the button that sends, so that neither is ever where the other was a moment ago. */
export function StopButton(props: { onGone: () => void }): JSX.Element {
  const room = useRoom();
  const isStopping = (id: string): boolean => room.session.stopping().has(id);
  return (
    <Show when={room.unfinished()?.id}>
      {(id) => (
        <Button
          class="composer-stop"
          icon="stop"
          busy={isStopping(id())}
          ref={(made: HTMLElement) => giveFocusBack(made, () => props.onGone())}
          onClick={() => room.session.stop(id())}
        >
          <span class="composer-action-text">
            {isStopping(id()) ? t("chat").stopping : t("chat").stop}
          </span>
        </Button>
      )}
    </Show>
  );
}

/** For an answer that waits behind another one. */
export function StopWaiting(props: { id: string }): JSX.Element {
  const room = useRoom();
  return (
    <Button
      variant="quiet"
      size="small"
      icon="stop"
      busy={room.session.stopping().has(props.id)}
      onClick={() => room.session.stop(props.id)}
    >
      {t("chat").cancelAnswer}
    </Button>
  );
}

/** When the button goes, whoever was on it with the keyboard goes on in the field. */
function giveFocusBack(button: HTMLElement, onGone: () => void): void {
  onCleanup(() => {
    if (button.matches(":focus-visible")) onGone();
  });
}
