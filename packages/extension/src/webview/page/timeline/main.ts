import type { ToTimeline } from '../../timeline/timeline-message.ts';
import { timelineState } from '../../timeline/timeline-state.ts';
import type { TimelineWords } from '../../timeline/timeline-words.ts';
import { openPage } from '../open-page.ts';
import { TimelinePage } from './timeline-page.ts';

openPage<TimelineWords, ToTimeline>(
  (host) => new TimelinePage({ ...host, saved: timelineState(host.saved) }),
);
