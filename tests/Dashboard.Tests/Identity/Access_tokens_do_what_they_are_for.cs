using System.Net;
using CampaignDashboard.EventStore;
using CampaignDashboard.Tests.Journeys;

namespace CampaignDashboard.Tests.Identity;

/// <summary>Programs with a token of a person, at a real Host.</summary>
public sealed class Access_tokens_do_what_they_are_for(HostWithAuthority given)
    : IClassFixture<HostWithAuthority>,
        IAsyncLifetime
{
    private HostProcess host = null!;
    private Api owner = null!;

    public async ValueTask InitializeAsync()
    {
        host = await given.NodeByName();
        owner = await Api.SignedIn(host, Api.Administrator);
    }

    public ValueTask DisposeAsync()
    {
        owner.Dispose();
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData("read", 200, 200, 403)]
    [InlineData("coordinate", 200, 200, 201)]
    [InlineData("feeds", 403, 200, 403)]
    public async Task A_token_may_what_its_scope_says(string scope, int me, int events, int organiser)
    {
        var (_, token) = await Make([scope]);
        using var program = new Api(host.Address);

        Assert.Equal(me, (int)(await program.Get("/api/v1/me", token)).Status);
        Assert.Equal(events, (int)(await program.Get("/api/v1/events", token)).Status);
        var registered = await program.Post(
            "/api/v1/organisers",
            new { name = $"By token {scope}", coordinator = Api.Administrator },
            token
        );
        Assert.Equal(organiser, (int)registered.Status);
        if (organiser == 403)
        {
            Assert.Equal("token-lacks-scope", registered.Problem);
        }
    }

    [Fact]
    public async Task A_token_makes_lists_and_revokes_no_tokens()
    {
        var (_, token) = await Make(["coordinate", "read", "feeds"]);
        using var thief = new Api(host.Address);

        Assert.Equal("token-lacks-scope", (await thief.Get("/api/v1/tokens", token)).Problem);
        Assert.Equal(HttpStatusCode.Forbidden, (await thief.Post("/api/v1/tokens", Wish(["read"]), token)).Status);
    }

    [Fact]
    public async Task A_revoked_token_is_refused_and_not_taken_for_nobody_nor_for_the_cookie()
    {
        var (id, token) = await Make(["read"]);
        await owner.Delete($"/api/v1/tokens/{id}");

        var answer = await owner.Get("/api/v1/me", token);

        Assert.Equal((HttpStatusCode.Unauthorized, "not-signed-in"), (answer.Status, answer.Problem));
        Assert.Contains("invalid_token", answer.Response.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await owner.Delete($"/api/v1/tokens/{id}")).Status);
    }

    [Fact]
    public async Task An_expired_token_is_refused()
    {
        var (id, token) = await Make(["read"]);
        await given.Database.Execute($"update identity.access_token set expires_at = now() where token_id = '{id}'");

        Assert.Equal(HttpStatusCode.Unauthorized, (await owner.Get("/api/v1/me", token)).Status);
    }

    [Fact]
    public async Task Its_owner_sees_when_it_was_used_and_the_database_never_sees_the_token()
    {
        var (id, token) = await Make(["read"]);
        using var program = new Api(host.Address);
        (await program.Get("/api/v1/me", token)).Done.ToString();

        var list = (await owner.Get("/api/v1/tokens")).Done;

        var mine = Assert.Single(list.Json.EnumerateArray(), t => t.GetProperty("id").GetGuid() == id);
        Assert.NotNull(mine.GetProperty("lastUsedAt").GetString());
        var secret = token.Value["Bearer ".Length..];
        Assert.DoesNotContain(secret, list.Text, StringComparison.Ordinal);
        var rows = await given.Database.Source.Query(
            "select t::text || encode(hash, 'escape') from identity.access_token t",
            row => row.GetString(0),
            CancellationToken.None
        );
        Assert.DoesNotContain(rows, row => row.Contains(secret, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nobody_and_others_do_not_get_at_it()
    {
        var (id, _) = await Make(["read"]);
        using var nobody = new Api(host.Address);
        using var other = await Api.SignedIn(host, "Other person");

        Assert.Equal(HttpStatusCode.Unauthorized, (await nobody.Get("/api/v1/tokens")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await nobody.Post("/api/v1/tokens", Wish(["read"]))).Status);
        Assert.Equal("[]", (await other.Get("/api/v1/tokens")).Done.Text);
        Assert.Equal(HttpStatusCode.NotFound, (await other.Delete($"/api/v1/tokens/{id}")).Status);
    }

    [Theory]
    [InlineData("""{"name":"","scopes":["read"],"expiresInDays":30}""")]
    [InlineData("""{"name":"x","scopes":[],"expiresInDays":30}""")]
    [InlineData("""{"name":"x","scopes":["everything"],"expiresInDays":30}""")]
    [InlineData("""{"name":"x","scopes":null,"expiresInDays":30}""")]
    [InlineData("""{"name":"x","scopes":["read"],"expiresInDays":0}""")]
    [InlineData("""{"name":"x","scopes":["read"]}""")]
    public async Task A_wish_without_sense_is_a_bad_request(string body) =>
        Assert.Equal(HttpStatusCode.BadRequest, (await owner.Raw(HttpMethod.Post, "/api/v1/tokens", body)).Status);

    private async Task<(Guid Id, (string Name, string Value) Header)> Make(string[] scopes)
    {
        var made = (await owner.Post("/api/v1/tokens", Wish(scopes))).Done;
        return (made.Id, ("Authorization", "Bearer " + made.Json.GetProperty("token").GetString()));
    }

    private static object Wish(string[] scopes) =>
        new
        {
            name = "Script",
            scopes,
            expiresInDays = 30,
        };
}
