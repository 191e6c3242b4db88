namespace CampaignDashboard.Tests.Rights;

/// <summary>The matrix of account requests: anybody asks, and those who coordinate see to it.</summary>
internal static class AccountOperations
{
    internal static readonly Operation[] All =
    [
        new(
            "POST /api/v1/sessions/{session}/account-requests",
            Who.Anybody,
            async c =>
                (
                    $"/api/v1/sessions/{await c.NewSession()}/account-requests",
                    new { userName = $"Nobody {Guid.NewGuid():N}", email = "newcomer@example.org" }
                )
        ),
        AccountRequest("POST", "{receipt}/withdrawal", Who.Anybody),
        AccountRequest("DELETE", "{request}", Who.AtSession),
        AccountRequest("PUT", "{request}/account", Who.AtSession, new { userName = "Handmade" }),
        new(
            "POST /api/v1/sessions/{session}/account-requests/creations",
            Who.AtSession,
            async c => ($"/api/v1/sessions/{(await c.NewAccountRequest()).Session}/account-requests/creations", null)
        ),
    ];

    private static Operation AccountRequest(string method, string rest, Who may, object? body = null) =>
        new(
            $"{method} /api/v1/sessions/{{session}}/account-requests/{rest}",
            may,
            async c =>
            {
                var (session, request) = await c.NewAccountRequest();
                var tail = rest.Replace("{receipt}", "{request}", StringComparison.Ordinal);
                return (
                    $"/api/v1/sessions/{session}/account-requests/{tail.Replace("{request}", $"{request}", StringComparison.Ordinal)}",
                    body
                );
            }
        );
}
