namespace CampaignDashboard.Tests.Journeys;

/// <summary>A body that nobody can act on is the caller's to mend (400, 413, 415, 422), never a failure of ours.</summary>
public sealed class MalformedBodyTests(HostWithWikis given) : IClassFixture<HostWithWikis>
{
    private static readonly int[] TheCallers = [400, 413, 415, 422];

    public static TheoryData<string> Bodies { get; } =
        new(
            "",
            "null",
            "[]",
            "7",
            "{",
            "{}",
            """{"title":5,"name":5,"userName":5,"userNames":5,"coordinator":5,"attendance":5,"titles":5}""",
            """{"title":null,"name":null,"userName":null,"userNames":null,"coordinator":null,"titles":null}""",
            """{"userNames":[null],"titles":[null],"articles":[null]}""",
            """{"userNames":[7],"titles":[{}],"attendance":"nowhere"}""",
            """{"title":"\ud800","name":"\ud800","userName":"\ud800","userNames":["\ud800"],"coordinator":"\ud800"}""",
            """{"title":"\u0000","name":"\u0000","userName":"\u0000","userNames":[" "],"coordinator":"\u0000"}"""
        );

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task No_body_is_a_failure_of_ours(string body)
    {
        var session = (await given.Planned.Schedule()).Id;
        foreach (var (method, path) in Endpoints(session))
        {
            var answer = await given.Planned.Coordinator.Raw(method, path, body);
            // An enrolment has defaults for everything: an empty object is one.
            var sound =
                body is "{}" && path.EndsWith("/enrolment", StringComparison.Ordinal) && (int)answer.Status == 204;
            Assert.True(sound || TheCallers.Contains((int)answer.Status), $"{method} {path} with {body}: {answer}");
        }
    }

    [Theory]
    [InlineData("""{"wikis":[null]}""")]
    [InlineData("""{"wikis":[]}""")]
    [InlineData("""{"wikis":[""]}""")]
    [InlineData("""{"wikis":null}""")]
    [InlineData("""{"wikis":"enwiki"}""")]
    [InlineData("""{"title":"a\u0000b"}""")]
    [InlineData("""{"venue":"a\u0000b"}""")]
    [InlineData("""{"start":null}""")]
    [InlineData("""{"start":"0001-01-01","timeZone":"Asia/Tokyo"}""")]
    [InlineData("""{"end":"9999-12-31"}""")]
    [InlineData("""{"timeZone":null}""")]
    [InlineData("""{"timeZone":"../../etc/passwd"}""")]
    [InlineData("""{"listed":"perhaps"}""")]
    public async Task One_wrong_field_of_a_session_is_told(string fields)
    {
        var answer = await given.Planned.Schedule(System.Text.Json.JsonDocument.Parse(fields).RootElement);

        Assert.True(TheCallers.Contains((int)answer.Status), $"{fields}: {answer}");
    }

    [Fact]
    public async Task Ten_megabytes_are_too_many_or_told_as_wrong()
    {
        var session = (await given.Planned.Schedule()).Id;
        var padding = new string('x', 10_000_000);
        foreach (var (method, path) in Endpoints(session))
        {
            var body =
                $$"""{"title":"{{padding}}","name":"{{padding}}","userName":"{{padding}}","userNames":["{{padding}}"]}""";
            var answer = await given.Planned.Coordinator.Raw(method, path, body);

            Assert.True(TheCallers.Contains((int)answer.Status), $"{method} {path}: {answer.Status}");
        }
    }

    private IEnumerable<(HttpMethod Method, string Path)> Endpoints(Guid session) =>
        [
            (HttpMethod.Post, "/api/v1/dev-sign-in"),
            (HttpMethod.Post, "/api/v1/organisers"),
            (HttpMethod.Post, $"/api/v1/programs/{given.Planned.Program}/sessions"),
            (HttpMethod.Post, $"/api/v1/programs/{given.Planned.Program}/coordinators"),
            (HttpMethod.Post, $"/api/v1/sessions/{session}/participants"),
            (HttpMethod.Put, $"/api/v1/sessions/{session}/enrolment"),
            (HttpMethod.Post, $"/api/v1/sessions/{session}/articles"),
        ];
}
