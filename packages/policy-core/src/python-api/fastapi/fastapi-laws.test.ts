import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import {
  anyEndpoint,
  anyEndpoints,
  endpointText,
  keyOf,
  ROUTER_HEAD,
  routerText,
  type EndpointPart,
  type Guard,
} from '../../testing/any-router.ts';
import { testParsers } from '../../testing/load-parsers.ts';
import { endpointsOf } from '../../testing/read-endpoints.ts';
import { newEndpoints, type Endpoint } from './fastapi-endpoints.ts';

const parsers = await testParsers();

const FLAG = 'app.core.flags.require_flag';

const read = (text: string) => endpointsOf(parsers, text);
const shown = ({ methods, path, function: name }: Endpoint) => `${methods.join('|')} ${path} ${name}`;
const added = (before: readonly EndpointPart[], after: readonly EndpointPart[]) =>
  newEndpoints(read(routerText(before)), read(routerText(after))).map(shown);

describe('Whatever endpoints a module has [row 0.09]', () => {
  it('each of them is read, however it is declared', () => {
    fc.assert(
      fc.property(anyEndpoints, (endpoints) => {
        expect(read(routerText(endpoints)).map(shown)).toEqual(endpoints.map(keyOf));
      }),
    );
  });

  it('none of them is new in the same text', () => {
    fc.assert(
      fc.property(anyEndpoints, (endpoints) => {
        expect(added(endpoints, endpoints)).toEqual([]);
      }),
    );
  });

  it('none of them is new in another order', () => {
    fc.assert(
      fc.property(anyEndpoints, (endpoints) => {
        expect(added(endpoints, endpoints.toReversed())).toEqual([]);
      }),
    );
  });

  it('none of them is new where others are gone', () => {
    fc.assert(
      fc.property(anyEndpoints, fc.nat(), (endpoints, place) => {
        expect(added(endpoints, endpoints.toSpliced(place % (endpoints.length + 1), 1))).toEqual([]);
      }),
    );
  });

  it('none of them is new when it is declared in another way', () => {
    fc.assert(
      fc.property(anyEndpoints, (endpoints) => {
        const forms = endpoints.map((one) => ({ ...one, form: 'decorator' as const }));
        expect(added(endpoints, forms)).toEqual([]);
        expect(added(forms, endpoints)).toEqual([]);
      }),
    );
  });

  it('one that is added is the new one, wherever it stands', () => {
    fc.assert(
      fc.property(anyEndpoints, anyEndpoint, fc.nat(), (endpoints, more, place) => {
        fc.pre(!endpoints.some((one) => keyOf(one) === keyOf(more)));
        const after = endpoints.toSpliced(place % (endpoints.length + 1), 0, more);
        expect(added(endpoints, after)).toEqual([keyOf(more)]);
      }),
    );
  });

  it('one that is added to another router is new, even when it is like an old one', () => {
    fc.assert(
      fc.property(anyEndpoint, (endpoint) => {
        const old = { ...endpoint, router: 'router' };
        expect(added([old], [old, { ...endpoint, router: 'admin' }])).toEqual([keyOf(endpoint)]);
      }),
    );
  });

  it('those of another method, path or function are new', () => {
    fc.assert(
      fc.property(anyEndpoint, anyEndpoint, (one, other) => {
        expect(added([one], [other])).toEqual(keyOf(one) === keyOf(other) ? [] : [keyOf(other)]);
      }),
    );
  });

  it('comments, blank lines and line ends make none of them new', () => {
    fc.assert(
      fc.property(anyEndpoints, (endpoints) => {
        const text = routerText(endpoints);
        const spaced = text.replaceAll(/^(?=\S)/gm, '# a word on this\n').replaceAll('\n', '\r\n');
        expect(newEndpoints(read(text), read(spaced))).toEqual([]);
        expect(newEndpoints(read(spaced), read(text))).toEqual([]);
      }),
    );
  });

  it('each stands where its declaration does', () => {
    fc.assert(
      fc.property(anyEndpoints, (endpoints) => {
        const text = routerText(endpoints);
        for (const { start, end } of read(text)) {
          expect(text.slice(start, end)).toMatch(/^(?:router|admin)\.\w+\([^]*\)$/);
        }
      }),
    );
  });
});

/** Every way to put a flag before one endpoint. */
const FLAGS: Readonly<Record<string, Guard>> = {
  'a dependency of the route': { options: 'dependencies=[Depends(require_flag("x"))]' },
  'a dependency without a factory': { options: 'dependencies=[Depends(require_flag)]' },
  'a dependency among others': { options: 'dependencies=[Depends(a), Depends(require_flag("x"))]' },
  'a default of a parameter': { parameters: 'on: bool = Depends(require_flag("x"))' },
  'a type of a parameter': { parameters: 'on: Annotated[bool, Depends(require_flag("x"))]' },
  'a parameter by name': { parameters: 'user_id: int = 0, *, on=Depends(require_flag)' },
};

describe('A flag stands before an endpoint, however both are written [row 0.09]', () => {
  it.each(Object.entries(FLAGS))('%s', (_, guard) => {
    fc.assert(
      fc.property(anyEndpoint, (endpoint) => {
        const [found, ...more] = read(ROUTER_HEAD + endpointText(endpoint, guard));
        expect(more).toEqual([]);
        expect(found?.dependencies).toContain(FLAG);
        expect(found?.unclear).toEqual([]);
      }),
    );
  });

  it('a decorator of the function', () => {
    fc.assert(
      fc.property(anyEndpoint, (endpoint) => {
        const [found] = read(ROUTER_HEAD + endpointText(endpoint, { decorator: '@feature_flag("x")' }));
        expect(found?.decorators).toEqual(['app.core.flags.feature_flag']);
      }),
    );
  });

  it('a dependency of its router, and not of the other one', () => {
    fc.assert(
      fc.property(anyEndpoint, fc.boolean(), (endpoint, isItsOwn) => {
        const other = endpoint.router === 'router' ? 'admin' : 'router';
        const guarded = isItsOwn ? endpoint.router : other;
        const head = ROUTER_HEAD.replace(
          `${guarded} = APIRouter(`,
          `${guarded} = APIRouter(dependencies=[Depends(require_flag("x"))], `,
        );
        const [found] = read(head + endpointText(endpoint));
        expect(found?.dependencies).toEqual(isItsOwn ? [FLAG] : []);
      }),
    );
  });

  it('and without one nothing does', () => {
    fc.assert(
      fc.property(anyEndpoints, (endpoints) => {
        for (const { dependencies, decorators, unclear } of read(routerText(endpoints))) {
          expect({
            dependencies,
            decorators,
            unclear: unclear.filter((one) => !one.startsWith('the function')),
          }).toEqual({
            dependencies: [],
            decorators: [],
            unclear: [],
          });
        }
      }),
    );
  });
});
