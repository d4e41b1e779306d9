/** The pages of a class by their route. */
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { t } from '../../i18n/index.ts';
import { takeKey } from '../../net/class.ts';
import { settle } from '../../route.ts';
import { Button } from '../../ui/button.tsx';
import { Lost } from '../lost.tsx';
import { ClassPage } from './index.tsx';
import { Projector } from './projector.tsx';
import { Report } from './report.tsx';

type Here = { at: 'report'; code: string } | { at: 'class' | 'project'; code: string; key: string };

export function School({ here }: { here: Here }) {
  if (here.at === 'report') return <Report code={here.code} />;
  if (here.at === 'project') return <Projector code={here.code} projectorKey={here.key} />;
  return here.key === '' ? <ClassPage code={here.code} /> : <Arrival code={here.code} ownKey={here.key} />;
}

/** By the teacher's own link: its key goes out of the address, and to the device if it opens the class. */
function Arrival({ code, ownKey }: { code: string; ownKey: string }) {
  const wrong = useSignal(false);
  useEffect(() => {
    void takeKey(code, ownKey).then((taken) => {
      if (taken) settle(`#/class/${code}`);
      else wrong.value = true;
    });
  }, [code, ownKey]);
  if (!wrong.value) return null;
  return (
    <Lost title={t('class:ownLink.wrong.title')} text={t('class:ownLink.wrong.text')}>
      <Button kind="main" testId="without-key" onClick={() => settle(`#/class/${code}`)}>
        {t('class:ownLink.wrong.go')}
      </Button>
    </Lost>
  );
}
