// What an application's page has when it was built with the SDK's client of S3.
import * as s3 from '@aws-sdk/client-s3';

globalThis.app = {
  use: (endpoint, region, accessKeyId, secretAccessKey) => {
    const client = new s3.S3Client({ endpoint, region, credentials: { accessKeyId, secretAccessKey }, forcePathStyle: true, maxAttempts: 1 });
    const where = { Bucket: 'files' };
    app.put = async (Key, Body) => (await client.send(new s3.PutObjectCommand({ ...where, Key, Body, Metadata: { from: 'a page' } }))).ETag;
    app.get = async (Key) => {
      const { Body, Metadata, ETag } = await client.send(new s3.GetObjectCommand({ ...where, Key }));
      return [await Body.transformToString(), Metadata.path, ETag];
    };
    app.why = (promise) => promise.then(() => 'none', ({ name }) => name);
  },
};
