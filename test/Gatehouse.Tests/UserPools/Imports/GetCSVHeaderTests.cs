using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;
using Gatehouse.Operations.UserPools;

namespace Gatehouse.Tests.UserPools.Imports;

public sealed class GetCSVHeaderTests
{
    private readonly ImportDesk desk = new(pool => pool with
    {
        Schema = new Schema([.. Schema.Standard.All, new("custom:team", AttributeKind.String), new("dev:custom:score", AttributeKind.Number)]),
    });

    [Fact]
    public async Task The_columns_are_those_of_the_real_service_in_its_order()
    {
        var header = (await Ask(desk.Pool.Id)).Ok;
        Assert.Equal(desk.Pool.Id, header.UserPoolId);
        Assert.Equal(
            [
                "name", "given_name", "family_name", "middle_name", "nickname", "preferred_username", "profile", "picture", "website", "email",
                "email_verified", "gender", "birthdate", "zoneinfo", "locale", "phone_number", "phone_number_verified", "address", "updated_at",
                "custom:team", "dev:custom:score", "cognito:mfa_enabled", "cognito:username",
            ],
            header.CSVHeader!);
    }

    [Fact]
    public async Task A_pool_that_is_not_there_has_no_columns() =>
        Assert.Equal(Texts.NoPool($"{World.Region}_nobody123"), (await Ask($"{World.Region}_nobody123")).Refusal);

    private Task<Said<GetCSVHeaderResponse>> Ask(string poolId) =>
        desk.World.Call(desk.World.Op<GetCSVHeader>(), new GetCSVHeaderRequest { UserPoolId = poolId });
}
