// The private address for calendars, and the same as a file.
import { createSignal, Show, type JSX } from "solid-js";
import { callLater } from "../../later-api.ts";
import { Button } from "../../components/button.tsx";
import { CopyButton } from "../../components/copy-button.tsx";
import { Field } from "../../components/field.tsx";
import { errorText } from "../../i18n/errors.ts";
import { formatDateTime } from "../../i18n/format.ts";
import { t } from "../../i18n/index.ts";
import { FormFailure } from "../account/form-failure.tsx";
import { Done } from "../account/section.tsx";

export function FeedSection(props: {
  /** Null: the calendar has no address. */
  createdAt: string | null;
  onChange: (createdAt: string | null) => void;
}): JSX.Element {
  const [url, setUrl] = createSignal<string>();
  const [done, setDone] = createSignal<"made" | "revoked">();
  const [busy, setBusy] = createSignal<"make" | "revoke">();
  const [failed, setFailed] = createSignal<unknown>();

  async function act(name: "make" | "revoke", work: () => Promise<void>): Promise<void> {
    if (busy() !== undefined) return;
    setBusy(name);
    setFailed();
    setDone();
    try {
      await work();
    } catch (error) {
      setFailed(error);
    } finally {
      setBusy();
    }
  }

  async function make(): Promise<void> {
    const made = await callLater("makeCalendarFeed");
    setUrl(made.url);
    setDone("made");
    props.onChange(made.created_at);
  }

  async function revoke(): Promise<void> {
    await callLater("revokeCalendarFeed");
    setUrl();
    setDone("revoked");
    props.onChange(null);
  }

  const told = () => {
    const what = done();
    return what && t("settings").calendar[what];
  };
  return (
    <section class="calendar-section stack" aria-labelledby="feed-title">
      <h2 id="feed-title">{t("settings").calendar.feed}</h2>
      <p class="soft">{t("settings").calendar.feedLead}</p>
      <Show when={url()}>{(shown) => <Address url={shown()} />}</Show>
      <Show when={url() === undefined && props.createdAt}>
        {(at) => <p>{t("settings").calendar.exists(formatDateTime(at()))}</p>}
      </Show>
      <div class="row">
        <Button
          variant={props.createdAt === null ? "primary" : "secondary"}
          busy={busy() === "make"}
          onClick={() => void act("make", make)}
        >
          {props.createdAt === null ? t("settings").calendar.make : t("settings").calendar.remake}
        </Button>
        <Show when={props.createdAt !== null}>
          <Button
            variant="danger"
            busy={busy() === "revoke"}
            onClick={() => void act("revoke", revoke)}
          >
            {t("settings").calendar.revoke}
          </Button>
        </Show>
        <a data-button="secondary" href="/api/calendar/download" download="">
          {t("settings").calendar.download}
        </a>
      </div>
      <FormFailure
        text={failed() ? `${t("settings").calendar.feedFailed} ${errorText(failed())}` : undefined}
      />
      <Done text={told()} />
      <p class="small soft">
        {t("settings").calendar.google} {t("settings").calendar.file}
      </p>
    </section>
  );
}

/** Shown once, after it was made. */
function Address(props: { url: string }): JSX.Element {
  return (
    <div class="calendar-address">
      <Field
        label={t("settings").calendar.address}
        hint={t("settings").calendar.once}
        control={(ids) => (
          <div class="calendar-url">
            <input
              class="control"
              readOnly
              dir="ltr"
              id={ids.id}
              aria-describedby={ids.describedBy()}
              value={props.url}
              onFocus={(event) => event.currentTarget.select()}
            />
            <CopyButton
              text={() => props.url}
              label={t("settings").calendar.copy}
              copiedLabel={t().app.copied}
              failedLabel={t().app.notCopied}
            />
          </div>
        )}
      />
    </div>
  );
}
