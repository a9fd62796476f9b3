// Deleting the user with all their data, after a list of what is deleted.
import { useNavigate } from "@solidjs/router";
import { createSignal, For, Show, type JSX } from "solid-js";
import { ApiError } from "@ai-learning/client/api-error";
import { callLater } from "../../later-api.ts";
import { Button } from "../../components/button.tsx";
import { Dialog } from "../../components/dialog.tsx";
import { PasswordField } from "../../components/text-field.tsx";
import { showToast } from "../../components/toast.tsx";
import { errorText } from "../../i18n/errors.ts";
import { t } from "../../i18n/index.ts";
import { isGuest, leaveBy } from "../../state/current-user.ts";
import { createForm, rules } from "./form.ts";
import { FormFailure } from "./form-failure.tsx";
import { Section } from "./section.tsx";

const isWrong = (error: unknown): boolean =>
  error instanceof ApiError && error.code === "invalid_credentials";

export function RemoveSection(): JSX.Element {
  const [isOpen, setIsOpen] = createSignal(false);
  const words = () => t("myAccount").remove;
  return (
    <Section title={words().title}>
      <p class="soft">{isGuest() ? words().guestLead : words().lead}</p>
      <Button variant="danger" onClick={() => setIsOpen(true)}>
        {isGuest() ? words().guestAction : words().action}
      </Button>
      <Dialog
        open={isOpen()}
        onClose={() => setIsOpen(false)}
        title={isGuest() ? words().guestQuestion : words().question}
        description={words().what}
        closeLabel={t().app.close}
      >
        <Confirmation onCancel={() => setIsOpen(false)} />
      </Dialog>
    </Section>
  );
}

function Confirmation(props: { onCancel: () => void }): JSX.Element {
  const navigate = useNavigate();
  const words = () => t("myAccount").remove;
  const form = createForm(
    { password: (value) => (isGuest() ? undefined : rules.required(value)) },
    async ({ password }) => {
      await leaveBy(() => callLater("deleteMe", isGuest() ? {} : { body: { password } }));
      showToast({ text: words().done });
      navigate("/", { replace: true });
    },
    {
      fieldOf: (error) => (isWrong(error) ? "password" : undefined),
      textOf: (error) => (isWrong(error) ? words().wrong : errorText(error)),
    },
  );
  return (
    <form class="stack" noValidate onSubmit={form.submit}>
      <ul class="account-goes">
        <For each={words().goes}>{(what) => <li>{what}</li>}</For>
        <Show when={!isGuest()}>
          <li>{words().account}</li>
        </Show>
      </ul>
      <p class="soft">{words().first}</p>
      <FormFailure text={form.failed()} />
      <Show when={!isGuest()}>
        <PasswordField
          label={words().password}
          showLabel={t().account.showPassword}
          hideLabel={t().account.hidePassword}
          name="password"
          autocomplete="current-password"
          required
          value={form.values.password}
          error={form.error("password")}
          onInput={(event) => form.set("password", event.currentTarget.value)}
        />
      </Show>
      <div class="dialog-actions">
        <Button data-first={isGuest() ? "" : undefined} onClick={() => props.onCancel()}>
          {t().app.cancel}
        </Button>
        <Button type="submit" variant="danger" busy={form.isBusy()} waiting={form.isWaiting()}>
          {words().confirm}
        </Button>
      </div>
    </form>
  );
}
