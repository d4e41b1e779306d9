/** The invitation to a room: its code in type that can be read from the back row, a QR picture, and the address in full. */
import type { ComponentChildren } from 'preact';
import { useMemo } from 'preact/hooks';
import { renderSVG } from 'uqr';
import { t } from '../i18n/index.ts';

interface Props {
  code: string;
  /** The address of the server, as others reach it. */
  url: string;
  title?: string;
  children?: ComponentChildren;
}

export function Invite({ code, url, title, children }: Props) {
  const base = url.replace(/\/?$/, '/');
  return (
    <section class="invite" aria-labelledby="invite">
      <h2 id="invite">{title ?? t('lobby.invite')}</h2>
      <p class="lobby-code" data-testid="lobby-code">
        {code}
      </p>
      <Qr text={`${base}#/join/${code}`} />
      <p class="mono address">{base.replace(/^https?:\/\//, '')}</p>
      {children}
    </section>
  );
}

function Qr({ text }: { text: string }) {
  // Always dark on light, whatever the theme: cameras want it so.
  const svg = useMemo(
    () => renderSVG(text, { border: 2, whiteColor: '#fbf8ef', blackColor: '#1b1a17' }),
    [text],
  );
  // The markup is uqr's own, made from an address of the server's.
  return <div class="qr" role="img" aria-label={t('lobby.qr')} dangerouslySetInnerHTML={{ __html: svg }} />;
}
