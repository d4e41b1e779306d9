/**
 * Holds XML against the schemas in tests/fixtures/schemas with libxml2. One call takes many documents, as reading QTI's
 * half a megabyte of schema costs more than reading a question.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { validateXML, type XMLFileInfo } from 'xmllint-wasm';

const FOLDER = path.resolve(import.meta.dirname, '../fixtures/schemas');

const schema = (fileName: string): XMLFileInfo => ({
  fileName,
  contents: readFileSync(path.join(FOLDER, fileName), 'utf8'),
});

const document = (contents: string): string =>
  `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" ${contents}</xs:schema>`;

/** What QTI lets in and we never write: declared so that the schema is whole, abstract so that nothing may use it. */
const UNUSED = {
  'http://www.w3.org/2001/XInclude': 'include',
  'http://www.w3.org/1998/Math/MathML': 'math',
  'http://www.imsglobal.org/xsd/apip/apipv1p0/imsapip_qtiv1p0': 'apipAccessibility',
  'http://ltsc.ieee.org/xsd/LOM': 'lom',
  'http://www.imsglobal.org/xsd/imsqti_metadata_v2p1': 'qtiMetadata',
};

const USED = {
  'http://www.w3.org/XML/1998/namespace': 'xml.xsd',
  'http://www.imsglobal.org/xsd/imsqti_v2p1': 'imsqti_v2p1.xsd',
  'http://www.imsglobal.org/xsd/imscp_v1p1': 'qtiv2p1_imscpv1p2_v1p0.xsd',
};

/**
 * The schema of a package and the files it needs. It imports what theirs import before they do, and libxml2 keeps to the
 * first address it is told for a namespace: so they stay as they are, and nothing is fetched.
 */
function packageSchema(): { schema: XMLFileInfo; preload: XMLFileInfo[] } {
  const unused = Object.entries(UNUSED).map(([namespace, element]) => ({
    namespace,
    fileName: `unused-${element}.xsd`,
    contents: document(`targetNamespace="${namespace}"><xs:element name="${element}" abstract="true"/>`),
  }));
  const used = Object.entries(USED).map(([namespace, name]) => ({ namespace, ...schema(name) }));
  const imports = [...unused, ...used].map(
    ({ namespace, fileName }) => `<xs:import namespace="${namespace}" schemaLocation="${fileName}"/>`,
  );
  return {
    schema: { fileName: 'package.xsd', contents: document(`>${imports.join('')}`) },
    preload: [...unused, ...used],
  };
}

/** 256 MiB, in pages of WebAssembly. */
const MEMORY = 4096;

async function faultsOf(files: { [name: string]: string }, by: ReturnType<typeof packageSchema>) {
  const xml = Object.entries(files).map(([fileName, contents]) => ({ fileName, contents }));
  const { errors, rawOutput } = await validateXML({ xml, ...by, maxMemoryPages: MEMORY });
  const said = new Set(rawOutput.split('\n'));
  const unread = Object.keys(files).filter(
    (name) => !said.has(`${name} validates`) && !said.has(`${name} fails to validate`),
  );
  return [
    ...errors
      .filter(({ message }) => message.includes('error'))
      .map(({ loc, message }) => `${loc?.fileName}: ${message}`),
    ...unread.map((name) => `${name}: not validated`),
  ];
}

/** What is wrong with items, tests and manifests of a QTI 2.1 package, a line each; none if all are valid. */
export const qtiFaults = (files: { [name: string]: string }): Promise<string[]> =>
  faultsOf(files, packageSchema());

/** The same of Moodle XML. */
export const moodleFaults = (files: { [name: string]: string }): Promise<string[]> =>
  faultsOf(files, { schema: schema('moodle-question.xsd'), preload: [] });
