namespace Gatehouse.Doors;

/// <summary>What else must be allowed because of headers.</summary>
/// <remarks>Source: AWS, "Required permissions for Amazon S3 API operations".</remarks>
internal static class S3Extras
{
    /// <summary>The actions, without their prefix.</summary>
    public static IEnumerable<string> Of(S3Operation operation, S3Headers headers)
    {
        if (headers.MaySay("bypass-governance-retention"))
            yield return "BypassGovernanceRetention";

        var grants = headers.HasAny("acl", "grant-read", "grant-write", "grant-read-acp", "grant-write-acp", "grant-full-control");
        if (operation.Begins)
        {
            if (grants)
                yield return "PutObjectAcl";
            if (headers.HasAny("tagging"))
                yield return "PutObjectTagging";
            if (headers.HasAny("object-lock-mode", "object-lock-retain-until-date"))
                yield return "PutObjectRetention";
            if (headers.HasAny("object-lock-legal-hold"))
                yield return "PutObjectLegalHold";
        }

        if (operation.Action != "CreateBucket")
            yield break;
        if (grants)
            yield return "PutBucketAcl";
        if (headers.HasAny("object-ownership"))
            yield return "PutBucketOwnershipControls";
        if (headers.MaySay("bucket-object-lock-enabled"))
        {
            yield return "PutBucketObjectLockConfiguration";
            yield return "PutBucketVersioning";
        }
    }
}
