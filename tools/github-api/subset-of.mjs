/**
 * @typedef {{ readonly [key: string]: unknown }} Json an object of the description
 */

/**
 * The part of an OpenAPI description that these routes need, in a stable order. Examples and descriptions
 * for people are left out. Throws when the description lacks a route or something that a route refers to.
 *
 * @param {Json} whole
 * @param {{ readonly routes: readonly string[], readonly licence: string }} wanted routes such as `GET /users/{username}`
 */
export function subsetOf(whole, { routes, licence }) {
  /** @type {Record<string, Json>} */
  const paths = {};
  for (const [address, operation] of routes.toSorted(byPath).map((route) => pathOf(whole, route)))
    paths[address] = { ...paths[address], ...operation };
  const components = componentsFor(whole, paths);
  const info = /** @type {Json} */ (whole['info']);
  return {
    openapi: whole['openapi'],
    info: {
      title: "The part of GitHub's OpenAPI description that Lockkeeper uses",
      version: info['version'],
      license: info['license'],
      'x-source':
        'npm @octokit/openapi, generated/api.github.com.json, shortened by tools/github-api/main.mjs',
      'x-notice': licence.split('\n'),
    },
    paths,
    components,
  };
}

/** @param {string} one @param {string} other */
function byPath(one, other) {
  return one < other ? -1 : 1;
}

/**
 * @param {Json} whole @param {string} route
 * @returns {readonly [string, Json]}
 */
function pathOf(whole, route) {
  const [method = '', address = ''] = route.split(' ');
  const operation = at(whole, ['paths', address, method.toLowerCase()]);
  if (!isObject(operation)) throw new Error(`GitHub's description has no route ${route}.`);
  const { parameters = [], requestBody, responses } = operation;
  const body = requestBody === undefined ? {} : { requestBody: bare(requestBody) };
  return [
    address,
    { [method.toLowerCase()]: { parameters: bare(parameters), ...body, responses: bare(responses) } },
  ];
}

/** @param {Json} whole @param {unknown} start */
function componentsFor(whole, start) {
  /** @type {Map<string, unknown>} */
  const found = new Map();
  const open = referencesIn(start);
  for (let reference = open.pop(); reference !== undefined; reference = open.pop()) {
    if (found.has(reference)) continue;
    const target = at(whole, reference.replace(/^#\//, '').split('/'));
    if (target === undefined) throw new Error(`GitHub's description has no ${reference}.`);
    const kept = bare(target);
    found.set(reference, kept);
    open.push(...referencesIn(kept));
  }
  /** @type {Record<string, Record<string, unknown>>} */
  const components = {};
  for (const [reference, value] of [...found].toSorted(([one], [other]) => byPath(one, other))) {
    const [kind = '', name = ''] = reference.replace('#/components/', '').split('/');
    components[kind] = { ...components[kind], [name]: value };
  }
  return components;
}

/**
 * @param {unknown} value
 * @returns {string[]}
 */
function referencesIn(value) {
  if (Array.isArray(value)) return value.flatMap(referencesIn);
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, entry]) =>
    key === '$ref' && typeof entry === 'string' ? [entry] : referencesIn(entry),
  );
}

/** What people read and no program checks. `x-` words are GitHub's notes for its own generators. */
const FOR_PEOPLE = /^(description|summary|title|example|examples|externalDocs|x-.*)$/;

/**
 * Without those words; where keys are names of properties or headers they stay, whatever they are called.
 *
 * @param {unknown} value
 * @param {boolean} [keysAreNames]
 * @returns {unknown}
 */
function bare(value, keysAreNames = false) {
  if (Array.isArray(value)) return value.map((entry) => bare(entry));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => keysAreNames || !FOR_PEOPLE.test(key))
      .map(([key, entry]) => [key, bare(entry, !keysAreNames && key === 'properties')]),
  );
}

/** @param {unknown} start @param {readonly string[]} keys */
function at(start, keys) {
  /** @type {unknown} */
  let value = start;
  for (const key of keys) value = isObject(value) ? value[key] : undefined;
  return value;
}

/**
 * @param {unknown} value
 * @returns {value is Json}
 */
function isObject(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
