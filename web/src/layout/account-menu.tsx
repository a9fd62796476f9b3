// The account menu. A guest is warned before signing out.
import { useNavigate } from "@solidjs/router";
import { createMemo, createSignal, lazy, Show, Suspense, type JSX } from "solid-js";
import { Menu } from "../components/menu.tsx";
import type { MenuItem } from "../components/menu-panel.tsx";
import { showToast } from "../components/toast.tsx";
import { errorText } from "../i18n/errors.ts";
import { loadWords, t } from "../i18n/index.ts";
import { isGuest, signOut, user } from "../state/current-user.ts";
import { guestNote } from "./guest-note.tsx";

/** Few guests sign out: the dialog comes with its words when one does. */
const LeaveDialog = lazy(async () => {
  const [module] = await Promise.all([import("./leave-dialog.tsx"), loadWords("accountForms")]);
  return module;
});

export function AccountMenu(): JSX.Element {
  const navigate = useNavigate();
  const [isLeaving, setIsLeaving] = createSignal(false);

  async function leave(): Promise<void> {
    try {
      await signOut();
      setIsLeaving(false);
      showToast({ text: t().account.signedOut });
      navigate("/");
    } catch (error) {
      showToast({ text: errorText(error) });
    }
  }

  const isHereAsGuest = createMemo(isGuest);
  // A memo: an open menu would lose the focused item if its items were rebuilt.
  const items = createMemo((): MenuItem[] => {
    const { account, app } = t();
    const page = (label: string, path: string) => ({ label, onSelect: () => navigate(path) });
    const ofGuest = isHereAsGuest();
    return [
      ...(ofGuest ? [page(account.keepWork, "/register"), page(account.signIn, "/sign-in")] : []),
      page(account.myAccount, "/account"),
      page(app.usage, "/usage"),
      ...(user()?.role === "admin" ? [page(app.overview, "/overview")] : []),
      page(app.calendar, "/calendar"),
      page(app.settings, "/settings"),
      {
        label: account.signOut,
        onSelect: () => (ofGuest ? setIsLeaving(true) : void leave()),
      },
    ];
  });

  const heading = (): string =>
    isGuest() ? guestNote() : t().account.signedInAs(user()?.email ?? "");

  return (
    <>
      <Menu label={t().account.menu} icon="user" size="small" heading={heading()} items={items()} />
      <Show when={isLeaving()}>
        <Suspense>
          <LeaveDialog onClose={() => setIsLeaving(false)} onLeave={() => void leave()} />
        </Suspense>
      </Show>
    </>
  );
}
