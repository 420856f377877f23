import {
  ROW,
  dependencyPath,
  laneClass,
  linePath,
  lanePoint,
  textStart,
  type LanedRevision,
} from '@lockkeeper/policy-core/report/drawing';

import type { HistoryLayout } from '../graph/history-layout.ts';
import { dependenciesInSight, linesInSight, type RowRange } from '../graph/rows-in-sight.ts';
import type { ShownHistory, ShownRevision } from '../graph/shown-history.ts';
import { shape } from './element.ts';

/** A history with its lanes. */
export interface Drawing {
  readonly history: ShownHistory;
  readonly layout: HistoryLayout;
}

/** Lines and nodes of some rows. The list beside it says the same in words. */
export function lanesPicture({ history, layout }: Drawing, range: RowRange): SVGSVGElement {
  const { lanes } = layout;
  const [width, top, height] = [textStart(lanes), range.first * ROW, (range.end - range.first) * ROW];
  // The drawing for documents begins below a title; this one has its first row at the top.
  const shift = ROW / 2 - lanePoint({ row: 0, lane: 0 }).y;
  const picture = shape(
    'svg',
    { class: 'lanes', width, height, viewBox: `0 ${top} ${width} ${height}`, 'aria-hidden': 'true' },
    shape(
      'g',
      { transform: `translate(0 ${shift})` },
      ...linesInSight(layout, range).map((line) =>
        shape('path', {
          class: `line ${laneClass(line)}`,
          d: linePath(line, lanes.revisions.length * ROW - shift),
        }),
      ),
      ...dependenciesInSight(layout, range).map(({ from, to }) =>
        shape('path', { class: 'depends', d: dependencyPath(lanePoint(from), lanePoint(to)) }),
      ),
      ...lanes.revisions.slice(range.first, range.end).flatMap((laned) => {
        const revision = history.revisions[laned.row];
        return revision === undefined ? [] : [node(laned, revision)];
      }),
    ),
  );
  picture.style.transform = `translateY(${top}px)`;
  return picture;
}

/** A square where a history begins, a diamond where branches meet, a ring around a head; full where it is released. */
function node(laned: LanedRevision, { isBase, isMerge, isHead, isReleased }: ShownRevision): SVGGElement {
  const { x, y } = lanePoint(laned);
  const form = { class: `node ${laneClass(laned)}${isReleased ? ' released' : ''}` };
  const middle = isMerge
    ? shape('path', { ...form, d: `M${x} ${y - 7}L${x + 7} ${y}L${x} ${y + 7}L${x - 7} ${y}z` })
    : isBase
      ? shape('rect', { ...form, x: x - 5, y: y - 5, width: 10, height: 10 })
      : shape('circle', { ...form, cx: x, cy: y, r: isHead ? 4.5 : 5.5 });
  if (!isHead) return shape('g', {}, middle);
  return shape('g', {}, shape('circle', { class: `ring ${laneClass(laned)}`, cx: x, cy: y, r: 8.5 }), middle);
}
