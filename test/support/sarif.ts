// Two schemas for our SARIF reports. One is the standard's own, out of a package. The other is stricter:
// what the SARIF 2.1.0 standard (OASIS) asks of the objects that our reports are made of, as a JSON schema in words of our own: which
// properties an object may have, which it must, their types and limits. Objects that we never write (threads, graphs, taxa, …) are left out, so a report that had them would fail.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Ajv, type ValidateFunction } from 'ajv';

type Schema = Readonly<Record<string, unknown>>;
const text: Schema = { type: 'string' }, flag: Schema = { type: 'boolean' }, index: Schema = { type: 'integer', minimum: -1 }, from1: Schema = { type: 'integer', minimum: 1 }, uri: Schema = { type: 'string', format: 'uri' };
const to = (name: string): Schema => ({ $ref: `#/definitions/${name}` });
const list = (items: Schema, more: Schema = { uniqueItems: true }): Schema => ({ type: 'array', items, ...more });
/** Closed: SARIF allows no other properties, but a bag of one's own in `properties`. */
const closed = (properties: Readonly<Record<string, Schema>>, required: readonly string[] = [], more: Schema = {}): Schema => ({ type: 'object', additionalProperties: false, properties: { ...properties, properties: to('propertyBag') }, ...(required.length ? { required } : {}), ...more });

const SARIF: Schema = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  ...closed({ $schema: uri, version: { enum: ['2.1.0'] }, runs: list(to('run'), {}) }, ['version', 'runs']),
  definitions: {
    propertyBag: { type: 'object', properties: { tags: list(text) } },
    run: closed({ tool: to('tool'), invocations: list(to('invocation'), {}), results: { type: ['array', 'null'], items: to('result') }, columnKind: { enum: ['utf16CodeUnits', 'unicodeCodePoints'] }, language: text, defaultEncoding: text }, ['tool']),
    tool: closed({ driver: to('toolComponent'), extensions: list(to('toolComponent')) }, ['driver']),
    toolComponent: closed({ name: text, version: text, semanticVersion: text, informationUri: uri, downloadUri: uri, organization: text, product: text, fullName: text, shortDescription: to('multiformatMessageString'), fullDescription: to('multiformatMessageString'), rules: list(to('reportingDescriptor')), notifications: list(to('reportingDescriptor')) }, ['name']),
    reportingDescriptor: closed({ id: text, name: text, guid: text, shortDescription: to('multiformatMessageString'), fullDescription: to('multiformatMessageString'), defaultConfiguration: to('reportingConfiguration'), helpUri: uri, help: to('multiformatMessageString'), deprecatedIds: list(text) }, ['id']),
    reportingConfiguration: closed({ enabled: flag, level: to('level'), rank: { type: 'number', minimum: -1, maximum: 100 } }),
    level: { enum: ['none', 'note', 'warning', 'error'] },
    multiformatMessageString: closed({ text, markdown: text }, ['text']),
    message: closed({ text, markdown: text, id: text, arguments: list(text, {}) }, [], { anyOf: [{ required: ['text'] }, { required: ['id'] }] }),
    result: closed({ ruleId: text, ruleIndex: index, kind: { enum: ['notApplicable', 'pass', 'fail', 'review', 'open', 'informational'] }, level: to('level'), message: to('message'), locations: list(to('location'), {}), relatedLocations: list(to('location')), fixes: list(to('fix')), guid: text, occurrenceCount: from1, hostedViewerUri: uri }, ['message']),
    location: closed({ id: index, physicalLocation: to('physicalLocation'), message: to('message') }),
    physicalLocation: closed({ artifactLocation: to('artifactLocation'), region: to('region'), contextRegion: to('region') }, [], { anyOf: [{ required: ['artifactLocation'] }] }),
    artifactLocation: closed({ uri: { type: 'string', format: 'uri-reference' }, uriBaseId: text, index, description: to('message') }),
    region: closed({ startLine: from1, startColumn: from1, endLine: from1, endColumn: from1, charOffset: index, charLength: { type: 'integer', minimum: 0 }, byteOffset: index, byteLength: { type: 'integer', minimum: 0 }, snippet: to('artifactContent'), message: to('message'), sourceLanguage: text }),
    fix: closed({ description: to('message'), artifactChanges: list(to('artifactChange'), { uniqueItems: true, minItems: 1 }) }, ['artifactChanges']),
    artifactChange: closed({ artifactLocation: to('artifactLocation'), replacements: list(to('replacement'), { minItems: 1 }) }, ['artifactLocation', 'replacements']),
    replacement: closed({ deletedRegion: to('region'), insertedContent: to('artifactContent') }, ['deletedRegion']),
    artifactContent: closed({ text, binary: text }),
    invocation: closed({ executionSuccessful: flag, commandLine: text, arguments: list(text, {}), startTimeUtc: text, endTimeUtc: text, exitCode: { type: 'integer' }, toolExecutionNotifications: list(to('notification'), {}), toolConfigurationNotifications: list(to('notification'), {}) }, ['executionSuccessful']),
    notification: closed({ message: to('message'), level: to('level'), locations: list(to('location')), timeUtc: text }, ['message']),
  },
};

const isUri = (s: string): boolean => /^[a-z][\w+.-]*:[^\s<>"{}|\\^`]*$/i.test(s) && !/%(?![0-9a-f]{2})/i.test(s);
const formats = { uri: isUri, 'uri-reference': (s: string) => /^[^\s<>"{}|\\^`]*$/.test(s) && !/%(?![0-9a-f]{2})/i.test(s) && !/^[^/?#]*:(?!\/\/)/.test(s), 'date-time': (s: string) => !Number.isNaN(Date.parse(s)) };
export const sarifSchema = (): ValidateFunction => new Ajv({ allErrors: true, formats }).compile(SARIF);

/** The schema that the standard's authors publish, as a package of theirs carries it. It is of draft 4, which differs from what Ajv knows in nothing that it uses but its own name. */
export function officialSchema(): ValidateFunction {
  const { $schema, id: _, ...schema } = createRequire(join(process.cwd(), 'package.json'))('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json') as Schema;
  if ($schema !== 'http://json-schema.org/draft-04/schema#' || /"exclusiveM(?:in|ax)imum":|"id":"/.test(JSON.stringify(schema))) throw new Error('another draft than it was');
  return new Ajv({ allErrors: true, strict: false, unicodeRegExp: false, formats }).compile(schema);
}
