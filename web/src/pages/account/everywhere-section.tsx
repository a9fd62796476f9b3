// Signing out on every device.
import { useNavigate } from "@solidjs/router";
import { createSignal, type JSX } from "solid-js";
import { callLater } from "../../later-api.ts";
import { Button } from "../../components/button.tsx";
import { errorText } from "../../i18n/errors.ts";
import { beforeSignOut, leaveBy } from "../../state/current-user.ts";
import { t } from "../../i18n/index.ts";
import { FormFailure } from "./form-failure.tsx";
import { Section } from "./section.tsx";

export function EverywhereSection(): JSX.Element {
  const navigate = useNavigate();
  const [isBusy, setIsBusy] = createSignal(false);
  const [error, setError] = createSignal<unknown>();

  async function leave(): Promise<void> {
    setIsBusy(true);
    setError(undefined);
    try {
      await Promise.allSettled([...beforeSignOut].map((act) => act()));
      await leaveBy(() => callLater("logoutEverywhere"));
      navigate("/sign-in?why=everywhere");
    } catch (failed) {
      setError(failed);
      setIsBusy(false);
    }
  }

  return (
    <Section title={t("myAccount").everywhere.title}>
      <p class="soft">{t("myAccount").everywhere.lead}</p>
      <FormFailure
        text={error() ? `${t("myAccount").everywhere.failed} ${errorText(error())}` : undefined}
      />
      <Button busy={isBusy()} onClick={() => void leave()}>
        {t("myAccount").everywhere.action}
      </Button>
    </Section>
  );
}
