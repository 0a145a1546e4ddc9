// An authenticator in software, written from the text of Web Authentication alone: one ES256 key, no attestation.
import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';

const sha256 = (bytes) => createHash('sha256').update(bytes).digest();
const text = (bytes) => Buffer.from(bytes).toString('base64url');

// CBOR, as little of it as is needed: integers, byte and text strings, maps.
const head = (major, length) =>
  length < 24 ? Buffer.from([(major << 5) | length])
    : length < 256 ? Buffer.from([(major << 5) | 24, length])
      : Buffer.from([(major << 5) | 25, length >> 8, length & 255]);
const cbor = (value) => {
  if (typeof value === 'number') return value < 0 ? head(1, -1 - value) : head(0, value);
  if (typeof value === 'string') return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)]);
  if (Buffer.isBuffer(value)) return Buffer.concat([head(2, value.length), value]);
  return Buffer.concat([head(5, value.length), ...value.flatMap(([key, item]) => [cbor(key), cbor(item)])]);
};

/** An authenticator with a key of its own, on a page of an origin. */
export function authenticator(origin, partyId) {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { x, y } = publicKey.export({ format: 'jwk' });
  const cose = cbor([[1, 2], [3, -7], [-1, 1], [-2, Buffer.from(x, 'base64url')], [-3, Buffer.from(y, 'base64url')]]);
  const id = randomBytes(32);
  let count = 0;

  const page = (type, challenge) => Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));
  const data = (flags, ...more) => {
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(count);
    return Buffer.concat([sha256(partyId), Buffer.from([flags]), counter, ...more]);
  };
  const answer = (response) => ({
    id: text(id), rawId: text(id), type: 'public-key', authenticatorAttachment: 'platform', clientExtensionResults: {}, response,
  });

  return {
    id: text(id),

    /** The answer to creation options. */
    make({ challenge }) {
      const attested = data(0x45, Buffer.alloc(16), Buffer.from([0, id.length]), id, cose);
      return answer({
        clientDataJSON: text(page('webauthn.create', challenge)),
        attestationObject: text(cbor([['fmt', 'none'], ['attStmt', []], ['authData', attested]])),
        transports: ['internal'],
      });
    },

    /** The answer to request options. */
    prove({ challenge }, userHandle) {
      count += 1;
      const [client, proof] = [page('webauthn.get', challenge), data(0x05)];
      return answer({
        clientDataJSON: text(client),
        authenticatorData: text(proof),
        signature: text(sign('sha256', Buffer.concat([proof, sha256(client)]), privateKey)),
        ...(userHandle && { userHandle: text(userHandle) }),
      });
    },
  };
}
