// A note on how long a guest's work is kept, more prominent when little time is left.
import { Show, type JSX } from "solid-js";
import { LinkButton } from "../components/button.tsx";
import { Note } from "../components/message.tsx";
import { formatDay } from "../i18n/format.ts";
import { t } from "../i18n/index.ts";
import { isGuest, user } from "../state/current-user.ts";
import "./guest-note.css";

/** Milliseconds before the deletion from which the note is prominent. */
const little = 2 * 86_400_000;

const end = (): string => user()?.expires_at ?? "";

export const isEndingSoon = (): boolean => Date.parse(end()) - Date.now() < little;

/** One sentence; empty for an account. */
export function guestNote(): string {
  if (end() === "") return "";
  const { note, soon } = t().account.guest;
  return (isEndingSoon() ? soon : note)(formatDay(end()));
}

/** The note on a page, with a link to create an account. */
export function GuestNote(): JSX.Element {
  return (
    <Show when={isGuest()}>
      <Note kind={isEndingSoon() ? "warn" : "info"}>
        <div class="guest-note">
          <p>
            <Show when={isEndingSoon()} fallback={guestNote()}>
              <strong>{guestNote()}</strong>
            </Show>{" "}
            {t().account.guest.moves}
          </p>
          <LinkButton
            size="small"
            variant={isEndingSoon() ? "primary" : "secondary"}
            href="/register"
          >
            {t().account.keepWork}
          </LinkButton>
        </div>
      </Note>
    </Show>
  );
}
