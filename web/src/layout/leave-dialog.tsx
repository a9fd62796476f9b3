// Warns a guest before signing out: there is no way back.
import type { JSX } from "solid-js";
import { Button, LinkButton } from "../components/button.tsx";
import { Dialog } from "../components/dialog.tsx";
import { t } from "../i18n/index.ts";

export default function LeaveDialog(props: {
  onClose: () => void;
  onLeave: () => void;
}): JSX.Element {
  return (
    <Dialog
      open
      onClose={props.onClose}
      title={t("accountForms").leaveTitle}
      description={t("accountForms").leaveText}
      closeLabel={t().app.close}
    >
      <div class="dialog-actions">
        <Button variant="danger" onClick={() => props.onLeave()}>
          {t("accountForms").leaveAnyway}
        </Button>
        <LinkButton data-first variant="primary" href="/register" onClick={() => props.onClose()}>
          {t().account.keepWork}
        </LinkButton>
      </div>
    </Dialog>
  );
}
