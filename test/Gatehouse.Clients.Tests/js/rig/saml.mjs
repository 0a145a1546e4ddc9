// A SAML provider: a key, a certificate, metadata, and responses that xml-crypto signs.
import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { SignedXml } from 'xml-crypto';

const exclusive = 'http://www.w3.org/2001/10/xml-exc-c14n#';
const recipient = 'https://signin.aws.amazon.com/saml';

// DER, as little of it as a certificate needs.
const tlv = (tag, ...parts) => {
  const body = Buffer.concat(parts);
  const length = body.length < 128 ? [body.length] : body.length < 256 ? [0x81, body.length] : [0x82, body.length >> 8, body.length & 255];
  return Buffer.concat([Buffer.from([tag, ...length]), body]);
};
const sequence = (...parts) => tlv(0x30, ...parts);
const time = (date) => tlv(0x17, Buffer.from(date.toISOString().replace(/[-:T]/g, '').slice(2, 14) + 'Z'));
const rsaWithSha256 = sequence(Buffer.from('06092a864886f70d01010b0500', 'hex'));
const name = (text) => sequence(tlv(0x31, sequence(Buffer.from('0603550403', 'hex'), tlv(0x0c, Buffer.from(text)))));

function certify({ publicKey, privateKey }) {
  const day = 24 * 60 * 60 * 1000;
  const signed = sequence(
    tlv(0x02, Buffer.from([1, ...randomBytes(8)])),
    rsaWithSha256,
    name('idp'),
    sequence(time(new Date(Date.now() - day)), time(new Date(Date.now() + day))),
    name('idp'),
    publicKey.export({ type: 'spki', format: 'der' }),
  );
  return sequence(signed, rsaWithSha256, tlv(0x03, Buffer.from([0]), sign('sha256', signed, privateKey))).toString('base64');
}

/** A provider of its own. */
export function samlProvider() {
  const pair = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const entity = `https://idp.example.com/${randomBytes(6).toString('hex')}`;
  const metadata = `<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="${entity}">
  <md:IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
    <md:KeyDescriptor use="signing"><ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:X509Data><ds:X509Certificate>${certify(pair)}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>
    <md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="https://idp.example.com/sso"/>
  </md:IDPSSODescriptor>
</md:EntityDescriptor>`;

  /** A response about somebody, in base64; attributes are lists of values by name. */
  function respond(subject, attributes = {}, { signs = 'Assertion', audience = 'urn:amazon:webservices' } = {}) {
    const at = (seconds) => new Date(Date.now() + seconds * 1000).toISOString();
    const said = Object.entries(attributes).map(([key, values]) => `<saml:Attribute Name="${key}">${values.map((value) => `<saml:AttributeValue xsi:type="xs:string">${value}</saml:AttributeValue>`).join('')}</saml:Attribute>`);
    const id = () => `_${randomBytes(16).toString('hex')}`;
    const xml = `<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" ID="${id()}" Version="2.0" IssueInstant="${at(0)}" Destination="${recipient}">
  <saml:Issuer>${entity}</saml:Issuer>
  <samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status>
  <saml:Assertion ID="${id()}" Version="2.0" IssueInstant="${at(0)}">
    <saml:Issuer>${entity}</saml:Issuer>
    <saml:Subject><saml:NameID Format="urn:oasis:names:tc:SAML:2.0:nameid-format:persistent">${subject}</saml:NameID><saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer"><saml:SubjectConfirmationData NotOnOrAfter="${at(300)}" Recipient="${recipient}"/></saml:SubjectConfirmation></saml:Subject>
    <saml:Conditions NotBefore="${at(-60)}" NotOnOrAfter="${at(300)}"><saml:AudienceRestriction><saml:Audience>${audience}</saml:Audience></saml:AudienceRestriction></saml:Conditions>
    <saml:AuthnStatement AuthnInstant="${at(0)}"><saml:AuthnContext><saml:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:Password</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement>
    <saml:AttributeStatement>${said.join('')}</saml:AttributeStatement>
  </saml:Assertion>
</samlp:Response>`;
    return Buffer.from(signed(xml, signs, pair.privateKey)).toString('base64');
  }

  return { entity, metadata, respond };
}

function signed(xml, element, privateKey) {
  const path = `//*[local-name(.)='${element}']`;
  const signer = new SignedXml({ privateKey, signatureAlgorithm: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256', canonicalizationAlgorithm: exclusive });
  signer.addReference({
    xpath: path,
    transforms: ['http://www.w3.org/2000/09/xmldsig#enveloped-signature', exclusive],
    digestAlgorithm: 'http://www.w3.org/2001/04/xmlenc#sha256',
    inclusiveNamespacesPrefixList: ['xs'],
  });
  signer.computeSignature(xml, { prefix: 'ds', location: { reference: `${path}/*[local-name(.)='Issuer']`, action: 'after' } });
  return signer.getSignedXml();
}
