using System.Text.Json;
using CampaignDashboard.WikiFarm;

namespace CampaignDashboard.Tests.WikiFarm;

/// <summary>What a normal reader is told by a wiki's API.</summary>
internal static class WikiReading
{
    internal static async Task<JsonElement> Ask(this Farm farm, string wiki, string query)
    {
        using var http = new HttpClient();
        http.DefaultRequestHeaders.ConnectionClose = true;
        http.DefaultRequestHeaders.UserAgent.ParseAdd("FarmTests/1.0");
        var address = $"{farm.ApiAddress(wiki)}?format=json&formatversion=2&{query}";
        var answer = await http.GetStringAsync(address, TestContext.Current.CancellationToken);
        return JsonSerializer.Deserialize<JsonElement>(answer);
    }

    internal static async Task<bool> HasPage(this Farm farm, string wiki, string title)
    {
        var answer = await farm.Ask(wiki, "action=query&titles=" + Uri.EscapeDataString(title));
        return !answer.GetProperty("query").GetProperty("pages")[0].TryGetProperty("missing", out _);
    }
}
