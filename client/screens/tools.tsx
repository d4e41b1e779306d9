/**
 * Theme, sound and language: three small controls that every screen carries.
 */
import { soundOn, toggleSound } from '../audio/sound.ts';
import { LANGUAGES, type Language, language, speak, t } from '../i18n/index.ts';
import { Icon } from '../ui/icons.tsx';
import { nextTheme, themeChoice } from '../ui/theme.ts';

const FACES = { system: 'auto', light: 'sun', dark: 'moon' } as const;

export function Tools({ words = true }: { words?: boolean }) {
  return (
    <div class="tools">
      {words && <Languages />}
      <button
        type="button"
        class="button quiet"
        onClick={() => void toggleSound()}
        aria-pressed={soundOn.value}
        aria-label={t('tools.sound')}
        title={t('tools.sound')}
      >
        <Icon name={soundOn.value ? 'sound' : 'silent'} />
      </button>
      <button
        type="button"
        class="button quiet"
        onClick={nextTheme}
        aria-label={t(`tools.theme.${themeChoice.value}`)}
        title={t(`tools.theme.${themeChoice.value}`)}
        data-testid="theme"
      >
        <Icon name={FACES[themeChoice.value]} />
      </button>
    </div>
  );
}

function Languages() {
  return (
    <label>
      <span class="hidden">{t('tools.language')}</span>
      <select
        class="input"
        value={language.value}
        data-testid="language"
        onChange={(event) => void speak(event.currentTarget.value as Language)}
      >
        {LANGUAGES.map((name) => (
          <option key={name} value={name}>
            {t(`language.${name}`)}
          </option>
        ))}
      </select>
    </label>
  );
}
