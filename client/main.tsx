/**
 * The first thing that runs: words, theme, route, then the page. The room's session and the board's Phaser
 * are chunks of their own, fetched when a room is entered.
 */
import '@fontsource-variable/bricolage-grotesque/wght.css';
import '@fontsource/ibm-plex-mono/latin-400.css';
import '@fontsource/ibm-plex-mono/latin-600.css';
import './ui/tokens.css';
import './ui/base.css';
import './ui/controls.css';
import './screens/home.css';
import './screens/picture.css';
import './screens/ladder.css';
import './screens/drills/drills.css';
import './screens/drills/figures.css';
import './screens/lobby.css';
import './screens/race/race.css';
import './screens/class/class.css';
import './screens/class/plan.css';
import './screens/class/projector.css';
import './screens/class/report.css';
import './screens/class/show.css';
import './screens/race/host.css';
import './screens/game.css';
import './screens/process/process.css';
import './screens/process/heap.css';
import './screens/process/panels.css';
import './screens/process/ways.css';
import './screens/process/narrow.css';
import './screens/kernel/kernel.css';
import './screens/kernel/columns.css';
import './screens/kernel/orders.css';
import './screens/kernel/panels/panels.css';
import './screens/kernel/panels/figures.css';
import './board/board.css';
import './screens/kernel/narrow.css';
import './screens/lesson.css';
import './screens/result.css';
import './screens/tutorial/tutorial.css';
import './screens/short.css';
import { render } from 'preact';
import { startWords } from './i18n/index.ts';
import { startReach } from './net/reach.ts';
import { startRoute } from './route.ts';
import { App } from './screens/app.tsx';
import { startAgainWhenStale } from './stale.ts';
import { startTheme } from './ui/theme.ts';

startWords();
startTheme();
startRoute();
startReach();
startAgainWhenStale();
const place = document.getElementById('app');
if (place !== null) render(<App />, place);
