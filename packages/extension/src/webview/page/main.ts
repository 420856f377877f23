import type { ToPage } from '../graph/page-message.ts';
import { pageState } from '../graph/page-state.ts';
import type { PageWords } from '../graph/page-words.ts';
import { HistoryPage } from './history-page.ts';
import { openPage } from './open-page.ts';

openPage<PageWords, ToPage>((host) => new HistoryPage({ ...host, saved: pageState(host.saved) }));
