using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace CampaignDashboard.Tests.Web;

public sealed class Problems_are_documents_of_a_stable_type(SampleSite site) : IClassFixture<SampleSite>
{
    [Theory]
    [InlineData("Invalid", HttpStatusCode.UnprocessableEntity)]
    [InlineData("Forbidden", HttpStatusCode.Forbidden)]
    [InlineData("NotFound", HttpStatusCode.NotFound)]
    [InlineData("Conflict", HttpStatusCode.Conflict)]
    [InlineData("Stale", HttpStatusCode.PreconditionFailed)]
    public async Task A_refusal_has_its_status_type_title_reason_and_trace(string kind, HttpStatusCode status)
    {
        var answer = await site.Get($"/api/refusals/{kind}", ("Accept", "text/html"));
        var problem = await Problem(answer);

        Assert.Equal(status, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal("/problems/some-code", problem.GetProperty("type").GetString());
        Assert.Equal("Some code", problem.GetProperty("title").GetString());
        Assert.Equal("Some reason.", problem.GetProperty("detail").GetString());
        Assert.Equal((int)status, problem.GetProperty("status").GetInt32());
        Assert.Matches("^[0-9a-f]{32}$", problem.GetProperty("traceId").GetString());
    }

    [Theory]
    [InlineData("""{"name":"A","seats":"many"}""", "seats")]
    [InlineData("""{"name":"A","seats":"4"}""", "seats")]
    [InlineData("""{"name":7,"seats":4}""", "name")]
    [InlineData("""{"name":null,"seats":4}""", "name")]
    [InlineData("""{"name":"A","seats":4,"kind":"upstairs"}""", "kind")]
    [InlineData("""{"name":"A","seats":4,"kind":1}""", "kind")]
    [InlineData("""{"name":"A","seat":4}""", "seat")]
    [InlineData("""{"name":"A",""", "body")]
    [InlineData("[]", "body")]
    [InlineData("", "body")]
    public async Task A_body_that_cannot_be_read_is_a_400_that_names_the_field(string body, string field)
    {
        var answer = await site.Send(HttpMethod.Post, "/api/places", Json(body));
        var problem = await Problem(answer);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("/problems/malformed-request", problem.GetProperty("type").GetString());
        Assert.Equal(field, Assert.Single(problem.GetProperty("errors").EnumerateObject()).Name);
        Assert.DoesNotContain("System.", problem.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("CampaignDashboard", problem.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/api/numbers/1?limit=x", "limit")]
    [InlineData("/api/numbers/1", "limit")]
    public async Task A_query_that_cannot_be_read_is_a_400_that_names_the_parameter(string path, string field)
    {
        var problem = await Problem(await site.Get(path));

        Assert.Equal(400, problem.GetProperty("status").GetInt32());
        Assert.Equal(field, Assert.Single(problem.GetProperty("errors").EnumerateObject()).Name);
    }

    [Fact]
    public async Task A_validator_answers_400_with_all_errors_by_camel_case_field()
    {
        var problem = await Problem(await site.Send(HttpMethod.Post, "/api/places", Json("""{"name":"","seats":0}""")));

        Assert.Equal("/problems/invalid-input", problem.GetProperty("type").GetString());
        var fields = problem.GetProperty("errors").EnumerateObject().Select(error => error.Name);
        Assert.Equal(["name", "seats"], fields);
    }

    [Fact]
    public async Task What_the_validator_accepts_comes_through()
    {
        var answer = await site.Send(
            HttpMethod.Post,
            "/api/places",
            Json("""{"name":"Library","seats":4,"kind":"remote"}""")
        );

        Assert.Equal("""{"name":"Library","seats":4,"kind":"remote"}""", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Another_media_type_is_a_415() =>
        Assert.Equal(
            "/problems/unsupported-media-type",
            (await Problem(await site.Send(HttpMethod.Post, "/api/places", new StringContent("hello"))))
                .GetProperty("type")
                .GetString()
        );

    [Theory]
    [InlineData("GET", "/api/nothing", "not-found")]
    [InlineData("DELETE", "/api/rows", "method-not-allowed")]
    public async Task A_bare_status_gets_a_problem_too(string method, string path, string code)
    {
        var problem = await Problem(await site.Send(new HttpMethod(method), path));

        Assert.Equal($"/problems/{code}", problem.GetProperty("type").GetString());
    }

    [Theory]
    [InlineData("/api/bug", 500, "internal-error")]
    [InlineData("/api/outage", 503, "unavailable")]
    public async Task A_failure_leaks_nothing_and_is_logged_once_with_its_trace(string path, int status, string code)
    {
        var problem = await Problem(await site.Get(path));

        Assert.Equal(status, problem.GetProperty("status").GetInt32());
        Assert.Equal($"/problems/{code}", problem.GetProperty("type").GetString());
        Assert.DoesNotContain("secret", problem.ToString(), StringComparison.Ordinal);
        var trace = problem.GetProperty("traceId").GetString()!;
        Assert.Single(site.Log.Errors, line => line.Contains(trace, StringComparison.Ordinal));
        Assert.Single(site.Log.Errors, line => line.Contains(path, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_the_caller_did_wrong_is_not_logged_as_a_failure()
    {
        await site.Send(HttpMethod.Post, "/api/places", Json("nonsense"));

        Assert.DoesNotContain(site.Log.Errors, line => line.Contains("/api/places", StringComparison.Ordinal));
    }

    private static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");

    private static Task<JsonElement> Problem(HttpResponseMessage answer) =>
        answer.Content.ReadFromJsonAsync<JsonElement>();
}
