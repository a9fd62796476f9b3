// The page for unknown addresses. It brings its few words along in both languages: no other page needs them.
import type { JSX } from "solid-js";
import { LinkButton } from "../components/button.tsx";
import { PageHeading } from "../layout/page-heading.tsx";
import { notFound as en } from "../i18n/en/not-found.ts";
import { language } from "../i18n/index.ts";
import { notFound as ru } from "../i18n/ru/not-found.ts";

export default function NotFoundPage(): JSX.Element {
  const words = () => ({ en, ru })[language()];
  return (
    <div class="page page-narrow stack">
      <PageHeading text={words().title} />
      <p class="soft">{words().text}</p>
      <p class="row">
        <LinkButton variant="primary" href="/">
          {words().home}
        </LinkButton>
      </p>
    </div>
  );
}
