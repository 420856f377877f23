import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import type { MigrationGraph } from '../migrations/explain/migration-graph.ts';
import { anyMigrationGraph } from '../testing/any-migration-graph.ts';
import { readXml, type XmlElement } from '../testing/read-xml.ts';
import { migrationGraphMermaid } from './migration-graph-mermaid.ts';
import { migrationGraphSvg } from './migration-graph-svg.ts';
import { migrationGraphText } from '../testing/graph-text.ts';

const PLAIN = { colors: false, lanes: 'ascii' } as const;
/** What a terminal would obey, and what hides words or turns them around. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]|\p{Surrogate}/u;

function eachGraph(check: (graph: MigrationGraph) => void): void {
  fc.assert(fc.property(anyMigrationGraph, check));
}

const revisionsOf = ({ environments }: MigrationGraph) => environments.flatMap(({ revisions }) => revisions);

describe('any history as text', () => {
  test('has a line for each environment, revision and problem, and no other', () => {
    eachGraph((graph) => {
      const lines = migrationGraphText(graph, PLAIN).slice(0, -1).split('\n');
      const wanted = graph.environments.map(
        ({ revisions, missing, unplaced, older }) =>
          1 + revisions.length + missing.length + unplaced.length + (older === 0 ? 0 : 1),
      );
      const gaps = Math.max(0, graph.environments.length - 1);
      const total = wanted.reduce((sum, count) => sum + count, gaps);
      expect(lines).toHaveLength(Math.max(1, total));
    });
  });

  test('shows every character that it has', () => {
    eachGraph((graph) => {
      for (const line of migrationGraphText(graph, PLAIN).split('\n')) expect(line).not.toMatch(UNSEEN);
    });
  });

  test('is the same with colours, but for the colours', () => {
    eachGraph((graph) => {
      const coloured = migrationGraphText(graph, { ...PLAIN, colors: true });
      // oxlint-disable-next-line no-control-regex -- colours are made of these
      expect(coloured.replace(/\u001B\[\d+m/g, '')).toBe(migrationGraphText(graph, PLAIN));
    });
  });

  test('is the same in both kinds of characters, but for the lanes', () => {
    eachGraph((graph) => {
      const count = (text: string) => text.split('\n').length;
      const drawn = migrationGraphText(graph, { ...PLAIN, lanes: 'unicode' });
      expect(count(drawn)).toBe(count(migrationGraphText(graph, PLAIN)));
    });
  });

  test('names the revisions in their order', () => {
    eachGraph((graph) => {
      const named = [...migrationGraphText(graph, PLAIN).matchAll(/^[*|+'. -]+ (r\d) {2}/gm)].map(
        ([, id]) => id,
      );
      expect(named).toEqual(revisionsOf(graph).map(({ id }) => id));
    });
  });
});

describe('any history as Mermaid', () => {
  test('is made of boxes, arrows and styles alone', () => {
    const KNOWN = [
      /^flowchart BT$/,
      /^ +subgraph e\d+\["[\p{L}\p{N} .,:;/()_#-]*"\]$/u,
      /^ +end$/,
      /^ +e\d+[rm]\d+\["[\p{L}\p{N} .,:;/()_#<>-]*"\](?::::\w+)?$/u,
      /^ +e\d+older\["\d+ older"\]$/,
      /^ +e\d+[rm]\d+ (?:-->|-\.->) e\d+r\d+$/,
      /^ {2}classDef /,
      /^$/,
    ];
    eachGraph((graph) => {
      for (const line of migrationGraphMermaid(graph).split('\n')) {
        expect(
          KNOWN.some((shape) => shape.test(line)),
          line,
        ).toBe(true);
      }
    });
  });

  test('has an arrow for each parent', () => {
    eachGraph((graph) => {
      const arrows = migrationGraphMermaid(graph).match(/-->/g) ?? [];
      expect(arrows).toHaveLength(revisionsOf(graph).flatMap(({ parents }) => parents).length);
    });
  });

  test('closes what it opens, and no word opens anything but a line', () => {
    eachGraph((graph) => {
      const text = migrationGraphMermaid(graph);
      const count = (shape: RegExp) => (text.match(shape) ?? []).length;
      expect(count(/^ +subgraph /gm)).toBe(count(/^ +end$/gm));
      expect(count(/</g)).toBe(count(/<br\/>/g));
    });
  });
});

describe('any history as a picture', () => {
  test('is well-formed, and holds every revision once', () => {
    eachGraph((graph) => {
      const svg = readXml(migrationGraphSvg(graph));
      expect(named(svg, 'circle')).toHaveLength(revisionsOf(graph).length);
      const ids = named(svg, 'tspan').filter(({ attributes }) => attributes['class'] === 'id');
      expect(ids.map(({ text }) => text)).toEqual(revisionsOf(graph).map(({ id }) => id));
    });
  });

  test('runs and loads nothing', () => {
    const HARMLESS = new Set([
      'svg',
      'title',
      'desc',
      'style',
      'rect',
      'g',
      'text',
      'tspan',
      'circle',
      'path',
    ]);
    eachGraph((graph) => {
      const all = everything(readXml(migrationGraphSvg(graph)));
      expect(all.map(({ name }) => name).filter((name) => !HARMLESS.has(name))).toEqual([]);
      const attributes = all.flatMap((element) => Object.keys(element.attributes));
      expect(attributes.filter((name) => /^on|href|^src$/.test(name))).toEqual([]);
    });
  });

  test('draws nothing outside of itself', () => {
    eachGraph((graph) => {
      const svg = readXml(migrationGraphSvg(graph));
      const [width, height] = ['width', 'height'].map((name) => Number(svg.attributes[name]));
      for (const { attributes } of named(svg, 'circle')) {
        expect(Number(attributes['cx'])).toBeGreaterThan(0);
        expect(Number(attributes['cx'])).toBeLessThan(width ?? 0);
        expect(Number(attributes['cy'])).toBeLessThan(height ?? 0);
      }
    });
  });

  test('shows every character that it has', () => {
    eachGraph((graph) => {
      const shown = everything(readXml(migrationGraphSvg(graph))).filter(({ name }) => name !== 'style');
      const own = shown.filter(({ children }) => children.length === 0);
      for (const { text } of own) expect(text).not.toMatch(UNSEEN);
    });
  });
});

function everything(element: XmlElement): readonly XmlElement[] {
  return [element, ...element.children.flatMap((child) => everything(child))];
}

function named(element: XmlElement, name: string): readonly XmlElement[] {
  return everything(element).filter((one) => one.name === name);
}
