using System.Net.Http.Json;
using System.Runtime.CompilerServices;

namespace CampaignDashboard.Demo;

/// <summary>
/// The dashboard's public HTTP API as one signed-in person uses it: nothing here that an integrator could not write.
/// Every method fails with <see cref="ApiException"/> when the dashboard answers "no".
/// </summary>
internal sealed class DashboardApi : IDisposable
{
    // An update waits for the wikis, a minute at a time at most.
    private const int MostWaits = 20;

    // A feed is read to its end; a million events are not what a demo has.
    private const int MostFeedPages = 1000;

    private readonly HttpClient http;

    private DashboardApi(Uri dashboard) =>
        http = new HttpClient { BaseAddress = dashboard, Timeout = TimeSpan.FromMinutes(2) };

    /// <summary>Somebody who only reads: no sign-in.</summary>
    public static DashboardApi Anonymous(Uri dashboard) => new(dashboard);

    /// <summary>A person, by the development sign-in; the cookie stays with the client.</summary>
    public static async Task<DashboardApi> SignIn(Uri dashboard, string userName, CancellationToken stop)
    {
        var api = new DashboardApi(dashboard);
        try
        {
            await api.Send(HttpMethod.Post, "/api/v1/dev-sign-in", new { userName }, stop);
            return api;
        }
        catch
        {
            api.Dispose();
            throw;
        }
    }

    /// <summary>Registers an organiser with its first coordinator. Administrators only.</summary>
    public Task<Made> RegisterOrganiser(string name, string coordinator, CancellationToken stop) =>
        Post<Made>("/api/v1/organisers", new { name, coordinator }, stop);

    /// <summary>Starts a campaign of an organiser.</summary>
    public Task<Made> StartCampaign(Guid organiser, string title, string description, CancellationToken stop) =>
        Post<Made>($"/api/v1/organisers/{organiser}/campaigns", new { title, description }, stop);

    /// <summary>Plans a program of a campaign.</summary>
    public Task<Made> PlanProgram(Guid campaign, string title, string description, CancellationToken stop) =>
        Post<Made>($"/api/v1/campaigns/{campaign}/programs", new { title, description }, stop);

    /// <summary>Describes a campaign or a program anew: <paramref name="details"/> are all that is told of it.</summary>
    public async Task Describe(string kind, Guid id, object details, CancellationToken stop)
    {
        using var answer = await Send(HttpMethod.Put, $"/api/v1/{kind}/{id}", details, stop);
    }

    /// <summary>Schedules a session of a program.</summary>
    public Task<Made> Schedule(Guid program, SessionRequest session, CancellationToken stop) =>
        Post<Made>($"/api/v1/programs/{program}/sessions", session, stop);

    /// <summary>Makes a person a coordinator of a session.</summary>
    public Task AppointCoordinator(Guid session, string userName, CancellationToken stop) =>
        Send(HttpMethod.Post, $"/api/v1/sessions/{session}/coordinators", new { userName }, stop);

    /// <summary>Offers articles of one wiki, with a verdict for each title.</summary>
    public Task<OfferAnswer> OfferArticles(
        Guid session,
        string wiki,
        IEnumerable<string> titles,
        CancellationToken stop
    ) => Post<OfferAnswer>($"/api/v1/sessions/{session}/articles", new { wiki, titles }, stop);

    /// <summary>Enrols people by name, with a verdict for each.</summary>
    public Task<EnrolAnswer> Enrol(Guid session, IEnumerable<string> userNames, CancellationToken stop) =>
        Post<EnrolAnswer>($"/api/v1/sessions/{session}/participants", new { userNames }, stop);

    /// <summary>Enrols the person who is signed in.</summary>
    public Task Subscribe(Guid session, string attendance, CancellationToken stop) =>
        Send(HttpMethod.Put, $"/api/v1/sessions/{session}/enrolment", new { attendance }, stop);

    /// <summary>Assigns an article to a participant; without a name, the one who is signed in chooses it.</summary>
    public Task Assign(Guid session, Guid article, string? userName, CancellationToken stop) =>
        Send(HttpMethod.Put, $"/api/v1/sessions/{session}/articles/{article}/assignment", new { userName }, stop);

    /// <summary>Asks for a data update and waits until the figures rest on it.</summary>
    public async Task<DataUpdate> UpdateData(Guid session, CancellationToken stop)
    {
        using var accepted = await Send(HttpMethod.Post, $"/api/v1/sessions/{session}/data-updates", null, stop);
        for (var i = 0; i < MostWaits; i++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, accepted.Headers.Location);
            request.Headers.Add("Prefer", "wait=30");
            using var answer = await Send(request, stop);
            var update = await Read<DataUpdate>(answer, stop);
            if (update.IsCompleted)
            {
                return update;
            }
        }
        throw new ApiException($"The data update {accepted.Headers.Location} does not come to its end.");
    }

    /// <summary>The statistics as they are sent, byte for byte; <paramref name="asOf"/> a log position.</summary>
    public Task<byte[]> Statistics(Guid session, long? asOf, CancellationToken stop) =>
        Bytes($"/api/v1/sessions/{session}/statistics{(asOf is null ? "" : $"?asOf={asOf}")}", stop);

    /// <summary>A download of the statistics: <c>csv</c>, <c>json</c> or <c>wikitext</c>.</summary>
    public Task<byte[]> Download(Guid session, string format, CancellationToken stop) =>
        Bytes($"/api/v1/sessions/{session}/statistics.{format}", stop);

    /// <summary>The address of a thing's page; <paramref name="kind"/> such as <c>sessions</c>.</summary>
    public async Task<Uri> PageOf(string kind, Guid id, CancellationToken stop)
    {
        using var answer = await Send(HttpMethod.Get, $"/api/v1/{kind}/{id}", null, stop);
        return new(http.BaseAddress!, (await Read<Shown>(answer, stop)).Page);
    }

    /// <summary>A page, as a browser gets it.</summary>
    public Task<byte[]> Page(Uri page, CancellationToken stop) => Bytes(page.PathAndQuery, stop);

    /// <summary>The public events after a position, page by page until there are no more for now.</summary>
    public async IAsyncEnumerable<FeedEvent> Events(long after, [EnumeratorCancellation] CancellationToken stop)
    {
        var address = $"/api/v1/events?after={after}";
        for (var i = 0; i < MostFeedPages && address is not null; i++)
        {
            using var answer = await Send(HttpMethod.Get, address, null, stop);
            var page = await Read<FeedEvent[]>(answer, stop);
            foreach (var item in page)
            {
                yield return item;
            }
            // The link of an empty page is for what happens later.
            address = page.Length == 0 ? null : Next(answer);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => http.Dispose();

    private async Task<T> Post<T>(string path, object body, CancellationToken stop)
    {
        using var answer = await Send(HttpMethod.Post, path, body, stop);
        return await Read<T>(answer, stop);
    }

    private async Task<byte[]> Bytes(string path, CancellationToken stop)
    {
        using var answer = await Send(HttpMethod.Get, path, null, stop);
        return await answer.Content.ReadAsByteArrayAsync(stop);
    }

    private async Task<HttpResponseMessage> Send(HttpMethod method, string path, object? body, CancellationToken stop)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Content = body is null ? null : JsonContent.Create(body, options: ApiJson.Options);
        return await Send(request, stop);
    }

    private async Task<HttpResponseMessage> Send(HttpRequestMessage request, CancellationToken stop)
    {
        var answer = await http.SendAsync(request, stop);
        if (answer.IsSuccessStatusCode)
        {
            return answer;
        }
        using (answer)
        {
            throw new ApiException(
                $"{request.Method} {request.RequestUri} was answered with {(int)answer.StatusCode}: "
                    + await answer.Content.ReadAsStringAsync(stop)
            );
        }
    }

    private static async Task<T> Read<T>(HttpResponseMessage answer, CancellationToken stop) =>
        await answer.Content.ReadFromJsonAsync<T>(ApiJson.Options, stop)
        ?? throw new ApiException($"{answer.RequestMessage?.RequestUri} was answered with null.");

    /// <summary>The address in <c>Link: &lt;…&gt;; rel="next"</c> (RFC 8288), or null without one.</summary>
    private static string? Next(HttpResponseMessage answer) =>
        answer.Headers.TryGetValues("Link", out var links)
            ? links
                .SelectMany(link => link.Split(','))
                .Where(link => link.Contains("rel=\"next\"", StringComparison.Ordinal))
                .Select(link => link.Split('<', '>')[1])
                .FirstOrDefault()
            : null;
}

/// <summary>The dashboard said "no", in its own words.</summary>
internal sealed class ApiException(string message) : Exception(message);
