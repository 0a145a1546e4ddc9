namespace Gatehouse.Doors;

/// <summary>The operations of object storage that are known. What is not here is refused, so that no new one passes for an old one.</summary>
/// <remarks>Source: AWS, "Required permissions for Amazon S3 API operations" and "Actions, resources, and condition keys for Amazon S3".</remarks>
internal static class S3Operations
{
    private const string Listing = "prefix delimiter max-keys encoding-type";
    private const string Answers = "versionId partNumber response-content-type response-content-language response-expires response-cache-control response-content-disposition response-content-encoding";

    /// <summary>That of no bucket.</summary>
    public static readonly IReadOnlyList<S3Operation> OfService = [new("GET", "", "ListAllMyBuckets", "max-buckets continuation-token prefix bucket-region")];

    /// <summary>Those of a bucket.</summary>
    public static readonly IReadOnlyList<S3Operation> OfBucket =
    [
        new("HEAD", "", "ListBucket"),
        new("GET", "", "ListBucket", $"list-type marker continuation-token start-after fetch-owner {Listing}"),
        new("GET", "versions", "ListBucketVersions", $"key-marker version-id-marker {Listing}"),
        new("GET", "uploads", "ListBucketMultipartUploads", "prefix delimiter max-uploads key-marker upload-id-marker encoding-type"),
        new("GET", "location", "GetBucketLocation"),
        new("GET", "policyStatus", "GetBucketPolicyStatus"),
        new("POST", "delete", "DeleteObject") { Body = S3Body.Deletion },
        new("PUT", "", "CreateBucket"),
        new("DELETE", "", "DeleteBucket"),
        new("DELETE", "policy", "DeleteBucketPolicy"),
        new("DELETE", "website", "DeleteBucketWebsite"),
        .. Configuration("acl", "BucketAcl"),
        .. Configuration("versioning", "BucketVersioning"),
        .. Configuration("policy", "BucketPolicy"),
        .. Configuration("website", "BucketWebsite"),
        .. Configuration("logging", "BucketLogging"),
        .. Configuration("notification", "BucketNotification"),
        .. Configuration("requestPayment", "BucketRequestPayment"),
        .. Configuration("object-lock", "BucketObjectLockConfiguration"),
        .. Configuration("accelerate", "AccelerateConfiguration"),
        .. Configuration("tagging", "BucketTagging", isDeletedByPut: true),
        .. Configuration("cors", "BucketCORS", isDeletedByPut: true),
        .. Configuration("lifecycle", "LifecycleConfiguration", isDeletedByPut: true),
        .. Configuration("encryption", "EncryptionConfiguration", isDeletedByPut: true),
        .. Configuration("replication", "ReplicationConfiguration", isDeletedByPut: true),
        .. Configuration("publicAccessBlock", "BucketPublicAccessBlock", isDeletedByPut: true),
        .. Configuration("ownershipControls", "BucketOwnershipControls", isDeletedByPut: true),
    ];

    /// <summary>Those of an object.</summary>
    public static readonly IReadOnlyList<S3Operation> OfObject =
    [
        new("HEAD", "", "GetObject", Answers) { OfVersion = "GetObjectVersion" },
        new("GET", "", "GetObject", Answers) { OfVersion = "GetObjectVersion" },
        new("GET", "acl", "GetObjectAcl", "versionId") { OfVersion = "GetObjectVersionAcl" },
        new("GET", "tagging", "GetObjectTagging", "versionId") { OfVersion = "GetObjectVersionTagging" },
        new("GET", "torrent", "GetObjectTorrent", "versionId") { OfVersion = "GetObjectVersionTorrent" },
        new("GET", "retention", "GetObjectRetention", "versionId"),
        new("GET", "legal-hold", "GetObjectLegalHold", "versionId"),
        new("GET", "attributes", "GetObjectAttributes", "versionId") { OfVersion = "GetObjectVersionAttributes", Also = "GetObject", AlsoOfVersion = "GetObjectVersion" },
        new("GET", "uploadId", "ListMultipartUploadParts", "max-parts part-number-marker encoding-type") { MarkerHasValue = true },
        new("PUT", "", "PutObject") { Begins = true, Copies = true },
        new("PUT", "uploadId", "PutObject") { MarkerHasValue = true, Needs = "partNumber", Copies = true },
        new("PUT", "acl", "PutObjectAcl", "versionId") { OfVersion = "PutObjectVersionAcl" },
        new("PUT", "tagging", "PutObjectTagging", "versionId") { OfVersion = "PutObjectVersionTagging", Body = S3Body.Tags },
        new("PUT", "retention", "PutObjectRetention", "versionId") { Body = S3Body.Retention },
        new("PUT", "legal-hold", "PutObjectLegalHold", "versionId") { Body = S3Body.Hold },
        new("POST", "uploads", "PutObject") { Begins = true },
        new("POST", "uploadId", "PutObject") { MarkerHasValue = true },
        new("POST", "restore", "RestoreObject", "versionId") { Body = S3Body.Restoration },
        new("POST", "select", "GetObject") { Needs = "select-type" },
        new("DELETE", "", "DeleteObject", "versionId") { OfVersion = "DeleteObjectVersion" },
        new("DELETE", "tagging", "DeleteObjectTagging", "versionId") { OfVersion = "DeleteObjectVersionTagging" },
        new("DELETE", "uploadId", "AbortMultipartUpload") { MarkerHasValue = true },
    ];

    private static IEnumerable<S3Operation> Configuration(string marker, string name, bool isDeletedByPut = false)
    {
        yield return new("GET", marker, "Get" + name);
        yield return new("PUT", marker, "Put" + name);
        if (isDeletedByPut)
            yield return new("DELETE", marker, "Put" + name);
    }
}
